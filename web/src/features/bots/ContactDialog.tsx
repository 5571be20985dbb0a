import { t } from "@lingui/core/macro";
import { type FormEvent, useId, useState } from "react";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import type { ActorId, ChatMessage } from "../../core";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";

interface ContactDialogProps {
  message: ChatMessage;
  actor: ActorId;
  onClose: () => void;
}

/** A number for a bot that asks for one. We know none: it is the one that is written here. */
export function ContactDialog({ message, actor, onClose }: ContactDialogProps) {
  const client = useClient();
  const form = useId();
  const [phone, setPhone] = useState("");
  const { busy, error, run, clear } = useAct();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(async () => {
      const { chat, seq } = message;
      await client.call("give_contact", { chat, seq, phone: phone.trim(), cid: crypto.randomUUID(), as: actor });
      onClose();
    });
  };
  return (
    <Dialog
      title={t`Передать номер телефона?`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose}>{t`Не передавать`}</Button>
          <Button look="main" type="submit" form={form} busy={busy} disabled={phone.trim() === ""}>
            {t`Передать`}
          </Button>
        </>
      }
    >
      <form id={form} className="stack form" onSubmit={submit}>
        <Field
          label={t`Номер телефона`}
          hint={t`Его увидят бот и все участники чата`}
          type="tel"
          autoComplete="tel"
          value={phone}
          maxLength={30}
          data-first=""
          error={error}
          onChange={(event) => {
            setPhone(event.target.value);
            clear();
          }}
        />
      </form>
    </Dialog>
  );
}
