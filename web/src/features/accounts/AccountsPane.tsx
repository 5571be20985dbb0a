import { t } from "@lingui/core/macro";
import { LogOut, UserPlus } from "lucide-react";
import { useState } from "react";
import { useAct } from "../../common/useAct";
import type { Client } from "../../core";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Badge, Tag } from "../../ui/States";
import { AccountFace } from "./AccountFace";
import { LIMIT, useAccounts, useFace } from "./useAccounts";

/** The accounts of this browser: look at one, add one, leave one. */
export default function AccountsPane() {
  const { all, shown, show, add } = useAccounts();
  const [leaving, setLeaving] = useState<Client>();
  return (
    <section className="card stack form">
      <ul className="devices">
        {all.map((client) => (
          <AccountLine
            key={client.account.id}
            client={client}
            current={client === shown}
            onShow={() => client.account.id !== undefined && show(client.account.id)}
            onLeave={() => setLeaving(client)}
          />
        ))}
      </ul>
      <div className="line wrap">
        <Button look="main" disabled={all.length >= LIMIT} onClick={add}>
          <UserPlus className="i i--s" aria-hidden="true" />
          {t`Добавить аккаунт`}
        </Button>
      </div>
      <p className="t1 dim">
        {t`У каждого аккаунта свои чаты, черновики и очередь отправки: написанное от одного имени не уйдёт от другого. Все они на связи, пока Вече открыто. Не больше ${LIMIT} в одном браузере.`}
      </p>
      {leaving && <LeaveDialog client={leaving} onClose={() => setLeaving(undefined)} />}
    </section>
  );
}

interface LineProps {
  client: Client;
  current: boolean;
  onShow: () => void;
  onLeave: () => void;
}

function AccountLine({ client, current, onShow, onLeave }: LineProps) {
  const face = useFace(client);
  return (
    <li className="device">
      <AccountFace face={face} />
      <span className="row__body grow">
        <span className="line wrap">
          <b>{face.name || "…"}</b>
          {current && <Tag look="ok">{t`открыт`}</Tag>}
          <Badge count={face.unread} words={t`непрочитанных`} />
        </span>
      </span>
      {!current && <Button look="quiet" aria-label={t`Открыть: ${face.name}`} onClick={onShow}>{t`Открыть`}</Button>}
      <Button look="quiet" aria-label={t`Выйти: ${face.name}`} onClick={onLeave}>
        <LogOut className="i i--s" aria-hidden="true" />
        <span className="only-desk">{t({ message: "Выйти", context: "account" })}</span>
      </Button>
    </li>
  );
}

function LeaveDialog({ client, onClose }: { client: Client; onClose: () => void }) {
  const { name } = useFace(client);
  const { run, busy, error } = useAct();
  const leave = () =>
    run(async () => {
      await client.signOut();
      onClose();
    });
  return (
    <Dialog
      alert
      title={t`Выйти из этого аккаунта?`}
      onClose={onClose}
      acts={
        <>
          <Button data-first="" onClick={onClose}>{t`Остаться`}</Button>
          <Button look="danger" busy={busy} onClick={() => void leave()}>
            {t({ message: "Выйти", context: "account" })}
          </Button>
        </>
      }
    >
      <p>{name}</p>
      <p className="dim">{t`С этого устройства исчезнут его сообщения, черновики и то, что ещё не отправлено. Остальные аккаунты останутся.`}</p>
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
    </Dialog>
  );
}
