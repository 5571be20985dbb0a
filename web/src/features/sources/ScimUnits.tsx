import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import { Button } from "../../ui/Button";
import { Seg } from "../../ui/Choice";
import { Field } from "../../ui/Field";
import type { Scim } from "./shapes";

/** Where units come from, and where those stand of whom no unit is told. */
export function ScimUnits({ state, onChanged }: { state: Scim; onChanged: () => void }) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const [unit, setUnit] = useState(state.default_unit ?? "");
  const { organisation } = state;
  const save = (fields: { units_from?: Scim["units_from"]; default_unit?: string }) =>
    void run(async () => {
      await client.call("set_scim_units", { organisation, ...fields });
      onChanged();
    });
  return (
    <>
      <div className="field">
        <span>{t`Откуда подразделения`}</span>
        <Seg
          label={t`Откуда подразделения`}
          value={state.units_from}
          options={[
            { value: "department", label: t`Отдел в карточке` },
            { value: "groups", label: t`Группы` },
          ]}
          onChange={(units_from) => save({ units_from })}
        />
      </div>
      <form
        className="line wrap"
        onSubmit={(event) => {
          event.preventDefault();
          save({ default_unit: unit });
        }}
      >
        <div className="grow">
          <Field
            label={t`Подразделение для тех, у кого его нет`}
            hint={t`Пусто: таких людей не принимаем. Косая черта разделяет уровни.`}
            value={unit}
            maxLength={500}
            error={error}
            onChange={(event) => setUnit(event.target.value)}
          />
        </div>
        {unit.trim() !== (state.default_unit ?? "") && (
          <Button look="soft" type="submit" busy={busy}>{t`Сохранить`}</Button>
        )}
      </form>
    </>
  );
}
