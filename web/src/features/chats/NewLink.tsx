import { t } from "@lingui/core/macro";
import { type FormEvent, useId, useState } from "react";
import { CopyLink } from "../../common/CopyLink";
import { useClient } from "../../common/client";
import { endOfDay } from "../../common/dates";
import { useAct } from "../../common/useAct";
import type { ActorId, ChatId } from "../../core";
import { Button } from "../../ui/Button";
import { Check } from "../../ui/Check";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";

interface NewLinkProps {
  chat: ChatId;
  as: ActorId | undefined;
  onClose: () => void;
  onMade: () => void;
}

export function NewLink({ chat, as, onClose, onMade }: NewLinkProps) {
  const client = useClient();
  const form = useId();
  const [uses, setUses] = useState("");
  const [until, setUntil] = useState("");
  const [approval, setApproval] = useState(false);
  const [made, setMade] = useState<string>();
  const { run, busy, error } = useAct();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      const expires = endOfDay(until);
      const answer = await client.call("create_invite_link", {
        chat,
        approval,
        ...(Number(uses) > 0 ? { uses: Number(uses) } : {}),
        ...(expires === undefined ? {} : { expires_at: expires }),
        ...(as === undefined ? {} : { as }),
      });
      setMade(`${location.origin}/join#${answer.code}`);
      onMade();
    });
  };

  if (made) {
    return (
      <Dialog
        title={t`Ссылка готова`}
        closeLabel={t`Закрыть`}
        onClose={onClose}
        acts={<Button onClick={onClose}>{t`Готово`}</Button>}
      >
        <CopyLink link={made} hint={t`Скопируйте её сейчас: второй раз её не показать.`} />
      </Dialog>
    );
  }
  return (
    <Dialog
      title={t`Новая ссылка`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose}>{t`Не создавать`}</Button>
          <Button look="main" type="submit" form={form} busy={busy}>{t`Создать ссылку`}</Button>
        </>
      }
    >
      <form id={form} className="stack form" onSubmit={submit}>
        <Field
          label={t`Сколько человек может войти`}
          hint={t`Пусто: сколько угодно`}
          type="number"
          min={1}
          max={100000}
          inputMode="numeric"
          value={uses}
          error={error}
          data-first=""
          onChange={(event) => setUses(event.target.value)}
        />
        <Field
          label={t`Действует до`}
          hint={t`Пусто: без срока`}
          type="date"
          value={until}
          onChange={(event) => setUntil(event.target.value)}
        />
        <Check
          label={t`Только с согласия ведущих`}
          hint={t`Войти можно будет после того, как кто-то из вас примет заявку.`}
          checked={approval}
          onChange={setApproval}
        />
      </form>
    </Dialog>
  );
}
