import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import type { Answer } from "../../core";
import { Button } from "../../ui/Button";
import { Check } from "../../ui/Check";
import { Field } from "../../ui/Field";
import { RowSkeletons } from "../../ui/States";
import { type Mapping, PEOPLE, peopleField, type StaffImport, type StaffTable, UNITS, unitField } from "./fields";
import { Sample } from "./Sample";

type Profile = Answer<"get_staff_profiles">["profiles"][number];

interface ColumnsProps {
  one: StaffImport;
  onPlanned: () => void;
}

/** Which column is what: guessed, to be looked at, to be kept under a name. */
export function Columns({ one, onPlanned }: ColumnsProps) {
  const client = useClient();
  const { organisation } = one;
  const { value, error } = useAsk(`profiles ${organisation}`, () =>
    client.call("get_staff_profiles", { organisation }),
  );
  if (error) return <p className="field__error">{error}</p>;
  if (!value) return <RowSkeletons count={3} label={t`Загружаем профили`} />;
  return <Chosen one={one} onPlanned={onPlanned} profiles={value.profiles} />;
}

/** The profile that is there already, so that the same people are not brought in under a second one. */
function Chosen({ one, onPlanned, profiles }: ColumnsProps & { profiles: readonly Profile[] }) {
  const client = useClient();
  const tables = one.tables ?? [];
  const fits = (known: Profile | undefined) =>
    known && chosen(tables, "people", known.mapping.sheet, known.mapping.people);
  const first = profiles.find((each) => each.name === one.profile) ?? profiles[0];
  const [draft, setDraft] = useState<Mapping>(
    () => one.mapping ?? (first && fits(first) ? first.mapping : guessed(tables)),
  );
  const [profile, setProfile] = useState(() => (one.profile || first?.name) ?? t`Кадры`);
  const { run, busy, error } = useAct();
  const people = chosen(tables, "people", draft.sheet, draft.people);
  const units = chosen(tables, "units", draft.units_sheet, draft.units ?? {});
  const use = (name: string) => {
    setProfile(name);
    const known = profiles.find((each) => each.name === name);
    if (known && fits(known)) setDraft(known.mapping);
  };
  const plan = () =>
    void run(async () => {
      await client.call("plan_staff", { import: one.id, profile: profile.trim(), mapping: draft });
      onPlanned();
    });
  const named = "key" in draft.people && ("name" in draft.people || "last_name" in draft.people);
  return (
    <>
      {people && (
        <TableColumns
          title={t`Люди`}
          table={people}
          fields={PEOPLE}
          nameOf={peopleField}
          mapping={draft.people}
          onChange={(columns) => setDraft({ ...draft, people: columns })}
        />
      )}
      {units && units !== people && (
        <TableColumns
          title={t`Подразделения`}
          table={units}
          fields={UNITS}
          nameOf={unitField}
          mapping={draft.units ?? {}}
          onChange={(columns) => setDraft({ ...draft, units: columns })}
        />
      )}
      <section className="card stack form">
        <Field
          label={t`Название профиля`}
          hint={t`Под этим названием столбцы запомнятся: следующая такая таблица изменит то, что принесла эта.`}
          value={profile}
          maxLength={80}
          list="staff-profiles"
          onChange={(event) => use(event.target.value)}
        />
        <datalist id="staff-profiles">
          {profiles.map((each) => (
            <option key={each.name} value={each.name} />
          ))}
        </datalist>
        <Field
          label={t`Чем разделены названия в пути подразделения`}
          hint={t`Если в одном столбце весь путь: «Департамент > Отдел». Иначе оставьте пустым.`}
          value={draft.separator ?? ""}
          maxLength={5}
          onChange={(event) => setDraft({ ...draft, separator: event.target.value })}
        />
        <Check
          label={t`В таблице все сотрудники`}
          hint={t`Кого в ней нет, тот уволен. Без этой отметки никто не увольняется.`}
          checked={draft.absent_leave ?? true}
          onChange={(on) => setDraft({ ...draft, absent_leave: on })}
        />
        {error && <p className="field__error">{error}</p>}
        {!named && <p className="dim">{t`Укажите столбцы с табельным номером и с именем.`}</p>}
        <div>
          <Button look="main" busy={busy} disabled={!named || profile.trim() === ""} onClick={plan}>
            {t`Проверить`}
          </Button>
        </div>
      </section>
    </>
  );
}

interface TableColumnsProps {
  title: string;
  table: StaffTable;
  fields: readonly string[];
  nameOf: (field: string) => string;
  mapping: Record<string, string>;
  onChange: (mapping: Record<string, string>) => void;
}

function TableColumns({ title, table, fields, nameOf, mapping, onChange }: TableColumnsProps) {
  const choose = (head: string, field: string) => {
    const rest = Object.entries(mapping).filter(([name, old]) => old !== head && name !== field);
    onChange(Object.fromEntries(field ? [...rest, [field, head]] : rest));
  };
  const about = [table.name, table.how, t`строка заголовка ${table.head}`].filter(Boolean).join(" · ");
  return (
    <section className="card stack">
      <div className="card__head">
        <h2>{title}</h2>
        <span className="t1 dim">{about}</span>
      </div>
      <Sample table={table} fields={fields} nameOf={nameOf} mapping={mapping} onChoose={choose} />
    </section>
  );
}

function guessed(tables: readonly StaffTable[]): Mapping {
  const shown = tables.filter((table) => !table.hidden);
  const people = shown.find((table) => table.kind === "people") ?? shown[0];
  const units = shown.find((table) => table.kind === "units");
  return {
    people: people?.guess ?? {},
    units: units?.guess ?? {},
    separator: people?.separator ?? "",
    sheet: people?.name ?? "",
    units_sheet: units?.name ?? "",
    absent_leave: true,
  };
}

function chosen(
  tables: readonly StaffTable[],
  kind: string,
  sheet: string | undefined,
  columns: Record<string, string>,
): StaffTable | undefined {
  const named = sheet ? tables.filter((table) => table.name === sheet) : tables.filter((table) => !table.hidden);
  const fitting = named.filter((table) => Object.values(columns).every((head) => table.heads.includes(head)));
  return fitting.find((table) => table.kind === kind) ?? (kind === "people" ? fitting[0] : undefined);
}
