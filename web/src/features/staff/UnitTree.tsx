import { t } from "@lingui/core/macro";
import { RowSkeletons, Tag } from "../../ui/States";
import type { StaffTree } from "./fields";

type Unit = StaffTree["units"][number];
/** A country's ministry has fewer; the rest is in the report. */
const SHOWN = 3000;

/** The tree as it will be, with what is new, moved, renamed and gone. */
export function UnitTree({ tree }: { tree: StaffTree | undefined }) {
  if (!tree) return <RowSkeletons count={5} label={t`Загружаем дерево`} />;
  const below = new Map<string, Unit[]>();
  for (const unit of tree.units.slice(0, SHOWN)) {
    const key = `${unit.organisation} ${unit.parent ?? ""}`;
    below.set(key, [...(below.get(key) ?? []), unit]);
  }
  return (
    <ul className="staff__tree">
      {tree.organisations.map((one) => (
        <li key={one.id}>
          <span className="line">
            <b>{one.name}</b>
            {one.new && <Tag look="ok">{t`новая`}</Tag>}
          </span>
          <Branch organisation={one.id} parent="" below={below} />
        </li>
      ))}
    </ul>
  );
}

interface BranchProps {
  organisation: number;
  parent: number | "";
  below: ReadonlyMap<string, readonly Unit[]>;
}

function Branch({ organisation, parent, below }: BranchProps) {
  const units = below.get(`${organisation} ${parent}`);
  if (!units) return null;
  return (
    <ul className="staff__tree">
      {units.map((unit) => (
        <li key={unit.unit}>
          <span className="line wrap" data-mark={unit.mark || undefined}>
            <span>{unit.name}</span>
            <Mark unit={unit} />
          </span>
          <Branch organisation={organisation} parent={unit.unit} below={below} />
        </li>
      ))}
    </ul>
  );
}

function Mark({ unit }: { unit: Unit }) {
  switch (unit.mark) {
    case "new":
      return <Tag look="ok">{t`новое`}</Tag>;
    case "renamed":
      return <Tag look="accent">{t`было «${unit.old_name ?? ""}»`}</Tag>;
    case "moved":
      return <Tag look="accent">{t`переехало`}</Tag>;
    case "gone":
      return <Tag look="warn">{t`в таблице больше нет`}</Tag>;
    default:
      return null;
  }
}
