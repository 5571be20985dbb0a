import { t } from "@lingui/core/macro";
import { type FormEvent, useId, useState } from "react";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import type { Days } from "./model";

interface DaysDialogProps {
  begin: Days | undefined;
  onClose: () => void;
  onChoose: (days: Days) => void;
}

/** From one day to another; either end may stay open. */
export function DaysDialog({ begin, onClose, onChoose }: DaysDialogProps) {
  const form = useId();
  const [first, setFirst] = useState(begin?.first ?? "");
  const [last, setLast] = useState(begin?.last ?? "");
  const wrong = first !== "" && last !== "" && first > last;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wrong || (first === "" && last === "")) return;
    onChoose({ ...(first ? { first } : {}), ...(last ? { last } : {}) });
  };
  return (
    <Dialog
      title={t`Свои даты`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        <Button look="main" type="submit" form={form} disabled={wrong || (first === "" && last === "")}>
          {t`Искать`}
        </Button>
      }
    >
      <form id={form} className="stack form" onSubmit={submit}>
        <Field
          label={t`С какого дня`}
          hint={t`Можно не заполнять`}
          type="date"
          value={first}
          data-first=""
          onChange={(event) => setFirst(event.target.value)}
        />
        <Field
          label={t`По какой день`}
          hint={t`Этот день входит`}
          type="date"
          value={last}
          error={wrong ? t`Последний день раньше первого` : undefined}
          onChange={(event) => setLast(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
