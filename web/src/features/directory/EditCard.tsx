import { t } from "@lingui/core/macro";
import { type FormEvent, useId, useState } from "react";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import type { PostCard, PostRow } from "../../core";
import { Button } from "../../ui/Button";
import { Check } from "../../ui/Check";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { RowSkeletons } from "../../ui/States";

interface EditCardProps {
  post: PostRow;
  onClose: () => void;
  onDone: () => void;
}

/** How a post is reached, and whether it heads its unit. */
export function EditCard({ post, onClose, onDone }: EditCardProps) {
  const client = useClient();
  const form = useId();
  const { value, error } = useAsk(`edit ${post.id}`, () => client.call("get_post_card", { post: post.id }));
  return (
    <Dialog
      title={t`Карточка и контакты`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        <Button look="main" type="submit" form={form} disabled={!value}>
          {t`Сохранить`}
        </Button>
      }
    >
      <p className="dim">{post.title}</p>
      {error && <p className="field__error">{error}</p>}
      {!value && !error && <RowSkeletons count={2} label={t`Загружаем карточку`} />}
      {value && <Fields form={form} card={value} onDone={onDone} />}
    </Dialog>
  );
}

function Fields({ form, card, onDone }: { form: string; card: PostCard; onDone: () => void }) {
  const client = useClient();
  const [head, setHead] = useState(card.head ?? false);
  const [phone, setPhone] = useState(card.phone ?? "");
  const [email, setEmail] = useState(card.email ?? "");
  const { run, error } = useAct();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      await client.call("set_post_card", { post: card.id, head, phone: phone.trim(), email: email.trim() });
      onDone();
    });
  };
  return (
    <form id={form} className="stack form" onSubmit={submit}>
      <Field
        label={t`Рабочий телефон`}
        type="tel"
        value={phone}
        maxLength={60}
        data-first=""
        onChange={(event) => setPhone(event.target.value)}
      />
      <Field
        label={t`Рабочая почта`}
        type="email"
        value={email}
        maxLength={120}
        error={error}
        onChange={(event) => setEmail(event.target.value)}
      />
      <Check
        label={t`Возглавляет подразделение`}
        hint={t`Попадает в чаты руководителей`}
        checked={head}
        onChange={setHead}
      />
    </form>
  );
}
