import { t } from "@lingui/core/macro";
import { useMemo } from "react";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import type { Ask } from "../../core";
import { Seg } from "../../ui/Choice";
import type { Import, Plan } from "./shapes";

type Dates = NonNullable<Ask<"replan_import">["dates"]>;

interface ReadingProps {
  one: Import;
  plan: Plan;
  onChanged: () => void;
}

/** What the file leaves open: in which zone its times are, and what stands first in its dates. */
export function Reading({ one, plan, onChanged }: ReadingProps) {
  const client = useClient();
  const { run, error } = useAct();
  const zones = useMemo(() => [...new Set([one.zone ?? "UTC", "UTC", ...Intl.supportedValuesOf("timeZone")])], [one]);
  if (!plan.zone && !plan.dates) return null;
  const read = (zone: string, dates: Dates) =>
    void run(async () => {
      await client.call("replan_import", { import: one.id, zone, dates });
      onChanged();
    });
  return (
    <div className="stack">
      {plan.zone && (
        <div className="field">
          <label htmlFor="movein-zone">{t`Часовой пояс телефона, с которого сделана выгрузка`}</label>
          <select
            id="movein-zone"
            className="input"
            value={one.zone}
            onChange={(event) => read(event.target.value, (plan.dates ?? "") as Dates)}
          >
            {zones.map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </select>
          <span className="field__hint">{t`Время в файле записано без пояса. От выбора зависит только оно.`}</span>
        </div>
      )}
      {plan.dates && (
        <div className="field">
          <span id="movein-dates">{t`Даты в файле можно прочесть двояко. Что стоит первым?`}</span>
          <Seg
            label={t`Что стоит первым в датах`}
            value={plan.dates}
            options={[
              { value: "day", label: t`День` },
              { value: "month", label: t`Месяц` },
            ]}
            onChange={(dates) => read(one.zone ?? "UTC", dates as Dates)}
          />
        </div>
      )}
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
