import { t } from "@lingui/core/macro";
import { type FormEvent, useId, useState } from "react";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { toast } from "../../ui/Toasts";
import { useActs } from "./acts";

interface DateDialogProps {
  /** The day from which one starts. */
  at: number;
  topic: number | undefined;
  onClose: () => void;
}

/** Leads to the first message of a day. */
export default function DateDialog({ at, topic, onClose }: DateDialogProps) {
  const client = useClient();
  const { chat, jump } = useActs();
  const form = useId();
  const [day, setDay] = useState(() => dayOf(at));
  const { run, busy, error } = useAct();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const begin = new Date(`${day}T00:00`).getTime();
    if (Number.isNaN(begin)) return;
    void run(async () => {
      const place = topic === undefined ? {} : { topic };
      const { messages } = await client.call("history", { chat, at: begin, limit: 10, ...place });
      const found = messages.find((message) => message.at >= begin) ?? messages.at(-1);
      onClose();
      if (found) jump(found.seq);
      else toast(t`Сообщений пока нет`);
    });
  };
  return (
    <Dialog
      title={t`Перейти к дате`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={<Button look="main" type="submit" form={form} busy={busy}>{t`Перейти`}</Button>}
    >
      <form id={form} className="stack form" onSubmit={submit}>
        <Field
          label={t`День`}
          type="date"
          value={day}
          max={dayOf(Date.now())}
          data-first=""
          error={error}
          onChange={(event) => setDay(event.target.value)}
        />
      </form>
    </Dialog>
  );
}

function dayOf(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
