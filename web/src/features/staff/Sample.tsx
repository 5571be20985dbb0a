import { t } from "@lingui/core/macro";
import type { StaffTable } from "./fields";

interface SampleProps {
  table: StaffTable;
  fields: readonly string[];
  nameOf: (field: string) => string;
  mapping: Record<string, string>;
  onChoose: (head: string, field: string) => void;
}

/** Each column with its first values and what it is. */
export function Sample({ table, fields, nameOf, mapping, onChoose }: SampleProps) {
  return (
    <ul className="staff__columns">
      {table.heads.map((head, place) => {
        if (!head) return null;
        const field = Object.entries(mapping).find(([, column]) => column === head)?.[0] ?? "";
        const values = table.sample.map((cells) => cells[place] ?? "").filter(Boolean);
        return (
          <li key={head} className="staff__column">
            <span className="row__body grow">
              <b>{head}</b>
              <span className="t1 dim staff__values">{values.slice(0, 3).join(" · ") || t`пусто`}</span>
            </span>
            <select
              className="input staff__field"
              aria-label={t`Что в столбце «${head}»`}
              value={field}
              onChange={(event) => onChoose(head, event.target.value)}
            >
              <option value="">{t`Не брать`}</option>
              {fields.map((one) => (
                <option key={one} value={one}>
                  {nameOf(one)}
                </option>
              ))}
            </select>
          </li>
        );
      })}
    </ul>
  );
}
