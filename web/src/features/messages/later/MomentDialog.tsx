import { t } from "@lingui/core/macro";
import { type FormEvent, useId, useState } from "react";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Field } from "../../../ui/Field";

interface MomentDialogProps {
  title: string;
  act: string;
  begin?: number;
  onClose: () => void;
  onChoose: (moment: number) => void;
}

const HOUR = 3_600_000;

/** Asks for a day and a time in the time zone of the person. */
export function MomentDialog({ title, act, begin, onClose, onChoose }: MomentDialogProps) {
  const form = useId();
  const [start] = useState(() => local(begin ?? Date.now() + HOUR));
  const [day, setDay] = useState(start.day);
  const [time, setTime] = useState(start.time);
  const moment = new Date(`${day}T${time}`).getTime();
  const past = Number.isNaN(moment) || moment <= Date.now();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!past) onChoose(moment);
  };
  return (
    <Dialog
      title={title}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose}>{t`Не надо`}</Button>
          <Button look="main" type="submit" form={form} disabled={past}>
            {act}
          </Button>
        </>
      }
    >
      <form id={form} className="stack form" onSubmit={submit}>
        <Field
          label={t`День`}
          type="date"
          value={day}
          min={local(Date.now()).day}
          data-first=""
          onChange={(event) => setDay(event.target.value)}
        />
        <Field
          label={t`Время`}
          type="time"
          value={time}
          error={past ? t`Это время уже прошло.` : undefined}
          onChange={(event) => setTime(event.target.value)}
        />
      </form>
    </Dialog>
  );
}

function local(at: number): { day: string; time: string } {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, "0");
  return {
    day: `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`,
    time: `${two(date.getHours())}:${two(date.getMinutes())}`,
  };
}
