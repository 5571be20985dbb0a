import { t } from "@lingui/core/macro";
import { type FormEvent, useId, useState } from "react";
import { PeoplePicker } from "../../common/PeoplePicker";
import { actorName } from "../../common/Who";
import type { Actor, OutgoingAttachment } from "../../core";
import { Button } from "../../ui/Button";
import { Seg } from "../../ui/Choice";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";

interface CardDialogProps {
  onClose: () => void;
  onSend: (attachment: OutgoingAttachment) => void;
}

/** Somebody's card: a person of the directory, or a name and a number typed in. */
export default function ContactDialog({ onClose, onSend }: CardDialogProps) {
  const [way, setWay] = useState<"known" | "typed">("known");
  const [name, setName] = useState("");
  const [phone, setPhone] = useState("");
  const form = useId();
  const choose = ([card]: readonly Actor[]) => {
    if (card) onSend({ type: "contact", actor: card.id, name: actorName(card) });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSend({ type: "contact", name: name.trim(), ...(phone.trim() ? { phone: phone.trim() } : {}) });
  };
  return (
    <Dialog
      title={t`Отправить контакт`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      tall={way === "known"}
      acts={
        way === "typed" && (
          <>
            <Button onClick={onClose}>{t`Не отправлять`}</Button>
            <Button look="main" type="submit" form={form} disabled={name.trim() === ""}>{t`Отправить`}</Button>
          </>
        )
      }
    >
      <Seg
        label={t`Откуда контакт`}
        value={way}
        onChange={setWay}
        options={[
          { value: "known", label: t`Из справочника` },
          { value: "typed", label: t`Записать` },
        ]}
      />
      {way === "known" ? (
        <PeoplePicker label={t`Кого отправить`} chosen={[]} single onChange={choose} />
      ) : (
        <form id={form} className="stack form" onSubmit={submit}>
          <Field
            label={t`Имя`}
            value={name}
            maxLength={80}
            required
            data-first=""
            onChange={(event) => setName(event.target.value)}
          />
          <Field
            label={t`Телефон`}
            type="tel"
            value={phone}
            maxLength={32}
            onChange={(event) => setPhone(event.target.value)}
          />
        </form>
      )}
    </Dialog>
  );
}
