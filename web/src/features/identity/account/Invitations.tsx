import { t } from "@lingui/core/macro";
import { MailPlus, Ticket } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { CopyLink } from "../../../common/CopyLink";
import { useClient, useMe } from "../../../common/client";
import { dayAndTime } from "../../../common/dates";
import { useAct } from "../../../common/useAct";
import { useAsk } from "../../../common/useAsk";
import type { InvitationRow } from "../../../core";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Field } from "../../../ui/Field";
import { Empty, RowSkeletons, Tag } from "../../../ui/States";
import { toast } from "../../../ui/Toasts";
import { Recoveries } from "./Recoveries";

/** Who was invited and what became of it; whoever administers a part sees whom he invited himself. */
export function Invitations() {
  const client = useClient();
  const { administrator } = useMe();
  const { value, error, again } = useAsk("invitations", () => client.call("list_invitations", { limit: 100 }));
  const [making, setMaking] = useState(false);
  const { run, error: failed } = useAct();
  const revoke = (id: number) =>
    run(async () => {
      await client.call("revoke_invitation", { invitation: id });
      toast(t`Приглашение отозвано`);
      again();
    });
  return (
    <>
      <section className="card">
        <div className="card__head">
          <h2 className="grow">{t`Приглашения`}</h2>
          {administrator && (
            <Button look="main" onClick={() => setMaking(true)}>
              <MailPlus className="i i--s" aria-hidden="true" />
              {t`Пригласить`}
            </Button>
          )}
        </div>
        {(error ?? failed) && <p className="field__error">{error ?? failed}</p>}
        {!value && !error && <RowSkeletons count={3} label={t`Загружаем приглашения`} />}
        {value?.invitations.length === 0 && (
          <Empty icon={<Ticket className="i i--l" aria-hidden="true" />} title={t`Приглашений пока нет`}>
            <p>{t`По приглашению человек сам придумает логин и пароль. Оно одноразовое.`}</p>
          </Empty>
        )}
        <ul className="devices">
          {value?.invitations.map((row) => (
            <InvitationLine key={row.id} row={row} onRevoke={() => void revoke(row.id)} />
          ))}
        </ul>
        {making && <NewInvitation onClose={() => setMaking(false)} onMade={again} />}
      </section>
      {administrator && <Recoveries />}
    </>
  );
}

function InvitationLine({ row, onRevoke }: { row: InvitationRow; onRevoke: () => void }) {
  const when = dayAndTime(row.expires_at, Date.now());
  const name = row.name || t`Без имени`;
  return (
    <li className="device">
      <Ticket className="i dim" aria-hidden="true" />
      <span className="row__body grow">
        <span className="line wrap">
          <b className="cut">{name}</b>
          <StateTag state={row.state} />
        </span>
        <span className="t1 dimmer">{[row.post_title, t`до ${when}`].filter(Boolean).join(", ")}</span>
      </span>
      {row.state === "open" && (
        <Button look="quiet" aria-label={t`Отозвать: ${name}`} onClick={onRevoke}>{t`Отозвать`}</Button>
      )}
    </li>
  );
}

function StateTag({ state }: { state: InvitationRow["state"] }) {
  if (state === "accepted") return <Tag look="ok">{t`принято`}</Tag>;
  if (state === "expired") return <Tag look="warn">{t`срок вышел`}</Tag>;
  if (state === "revoked") return <Tag>{t`отозвано`}</Tag>;
  return <Tag look="accent">{t`ждёт`}</Tag>;
}

function NewInvitation({ onClose, onMade }: { onClose: () => void; onMade: () => void }) {
  const client = useClient();
  const form = useId();
  const [name, setName] = useState("");
  const [days, setDays] = useState("7");
  const [link, setLink] = useState<string>();
  const { run, busy, error } = useAct();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      const made = await client.call("create_invitation", { name: name.trim(), days: Number(days) || 7 });
      setLink(`${location.origin}/invite#${made.code}`);
      onMade();
    });
  };
  if (link) {
    return (
      <Dialog
        title={t`Приглашение готово`}
        closeLabel={t`Закрыть`}
        onClose={onClose}
        acts={<Button onClick={onClose}>{t`Готово`}</Button>}
      >
        <CopyLink link={link} hint={t`Передайте её лично или рабочей почтой. Второй раз ссылку не показать.`} />
      </Dialog>
    );
  }
  return (
    <Dialog
      title={t`Новое приглашение`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose}>{t`Не приглашать`}</Button>
          <Button look="main" type="submit" form={form} busy={busy}>{t`Создать приглашение`}</Button>
        </>
      }
    >
      <form id={form} className="stack form" onSubmit={submit}>
        <Field
          label={t`Для кого`}
          hint={t`Имя можно будет поправить, когда человек примет приглашение`}
          value={name}
          maxLength={80}
          data-first=""
          error={error}
          onChange={(event) => setName(event.target.value)}
        />
        <Field
          label={t`Действует дней`}
          type="number"
          min={1}
          max={90}
          value={days}
          onChange={(event) => setDays(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
