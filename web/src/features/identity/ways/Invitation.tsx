import { t } from "@lingui/core/macro";
import { CircleX } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useClient } from "../../../common/client";
import { dayAndTime } from "../../../common/dates";
import { useAct } from "../../../common/useAct";
import { useAsk } from "../../../common/useAsk";
import type { InvitationView } from "../../../core";
import { Avatar } from "../../../ui/Avatar";
import { Button } from "../../../ui/Button";
import { Field, PasswordField } from "../../../ui/Field";
import { Empty, RowSkeletons } from "../../../ui/States";
import { AuthFrame } from "../AuthFrame";
import { deviceName } from "../device";
import { passkeysHere } from "../passkeys";
import { sayHelpDesks } from "./HelpDesks";
import { OfferPasskey } from "./OfferPasskey";

interface InvitationProps {
  code: string;
  onDone: () => void;
  onSignIn: () => void;
}

/** Accepting an invitation; with the very first one, becoming the administrator of a new server. */
export default function Invitation({ code, onDone, onSignIn }: InvitationProps) {
  const client = useClient();
  const { value, error, passing, again } = useAsk(`invitation ${code}`, () => client.viewInvitation(code));
  const [inside, setInside] = useState(false);
  const enter = () => {
    if (passkeysHere()) {
      setInside(true);
      return;
    }
    onDone();
    sayHelpDesks(client);
  };
  if (inside) {
    return (
      <AuthFrame>
        <OfferPasskey onDone={onDone} />
      </AuthFrame>
    );
  }
  if (error) {
    return (
      <AuthFrame>
        <Empty
          danger
          level={1}
          icon={<CircleX className="i i--l" aria-hidden="true" />}
          title={t`Приглашение не открылось`}
          acts={
            <>
              {passing && <Button look="main" onClick={again}>{t`Повторить`}</Button>}
              <Button onClick={onSignIn}>{t`Войти по логину`}</Button>
            </>
          }
        >
          <p className="t3">{error}</p>
        </Empty>
      </AuthFrame>
    );
  }
  if (!value) {
    return (
      <AuthFrame>
        <RowSkeletons count={3} label={t`Открываем приглашение`} />
      </AuthFrame>
    );
  }
  return (
    <AuthFrame>
      <Words view={value} />
      <AcceptForm code={code} name={value.name ?? ""} onDone={enter} />
      <Button look="quiet" wide onClick={onSignIn}>{t`У меня уже есть вход в Вече`}</Button>
    </AuthFrame>
  );
}

function Words({ view }: { view: InvitationView }) {
  const until = dayAndTime(view.expires_at, Date.now());
  if (view.first_administrator) {
    return (
      <div className="stack">
        <h1 className="t5">{t`Первый администратор`}</h1>
        <p className="t3 dim">{t`Этот сервер только что запущен. Создайте себе вход: потом вы пригласите остальных.`}</p>
      </div>
    );
  }
  return (
    <>
      <div className="stack">
        <h1 className="t5">{view.post_title ? t`Вас приглашают на должность` : t`Вас приглашают в Вече`}</h1>
        <p className="t3 dim">
          {view.post_title
            ? t`Личная переписка останется только вашей: организация её не видит.`
            : t`Создайте себе вход, и можно писать.`}
        </p>
      </div>
      <section className="card stack card--invite">
        {view.post_title && (
          <div className="line">
            <Avatar shape="post" name={view.post_title} id={2} />
            <div className="stack grow stack--tight">
              <b className="t3">{view.post_title}</b>
            </div>
          </div>
        )}
        <dl className="kv t2">
          {view.organisation && (
            <>
              <dt>{t`Организация`}</dt>
              <dd>
                <b>{view.organisation}</b>
              </dd>
            </>
          )}
          <dt>{t`Действует до`}</dt>
          <dd>{until}</dd>
        </dl>
      </section>
    </>
  );
}

const PASSWORD_LEAST = 8;

function AcceptForm({ code, name: given, onDone }: { code: string; name: string; onDone: () => void }) {
  const client = useClient();
  const [name, setName] = useState(given);
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const { run, busy, error } = useAct();
  const ready = name.trim() !== "" && login.trim() !== "" && password.length >= PASSWORD_LEAST;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      await client.acceptInvitation({
        code,
        name: name.trim(),
        login: login.trim(),
        password,
        device_name: deviceName(navigator.userAgent),
      });
      onDone();
    });
  };
  return (
    <form className="stack form" onSubmit={submit} noValidate>
      <Field
        label={t`Фамилия, имя и отчество`}
        value={name}
        autoComplete="name"
        maxLength={80}
        required
        onChange={(event) => setName(event.target.value)}
      />
      <Field
        label={t`Логин`}
        hint={t`Латинские буквы, цифры, точка, дефис: например, tihonov.is`}
        value={login}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={64}
        required
        onChange={(event) => setLogin(event.target.value)}
      />
      <PasswordField
        label={t`Пароль`}
        hint={t`Не короче 8 знаков`}
        showLabel={t`Показать пароль`}
        hideLabel={t`Скрыть пароль`}
        value={password}
        autoComplete="new-password"
        maxLength={256}
        required
        error={error}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Button look="main" big wide type="submit" busy={busy} disabled={!ready}>{t`Принять и создать вход`}</Button>
    </form>
  );
}
