import { t } from "@lingui/core/macro";
import { type FormEvent, useState } from "react";
import { useClient } from "../../../common/client";
import { useAct } from "../../../common/useAct";
import { Button } from "../../../ui/Button";
import { Field } from "../../../ui/Field";
import { deviceName } from "../device";
import type { Way } from "../SignIn";
import { NewPasswordField } from "./NewPassword";

/** Password and devices are lost: one of the recovery codes and a new password. */
export default function Recover({ onWay }: { onWay: (way: Way) => void }) {
  const client = useClient();
  const [login, setLogin] = useState("");
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");
  const { run, busy, error } = useAct();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      const device_name = deviceName(navigator.userAgent);
      await client.enter("recover", { login: login.trim(), code, password, device_name });
    });
  };
  return (
    <>
      <div className="stack">
        <h1 className="t5">{t`Восстановить вход`}</h1>
        <p className="t3 dim">{t`Один из десяти кодов, которые вы сохранили. Все прежние сессии, ключи доступа и второй шаг закончатся.`}</p>
      </div>
      <form className="stack form" onSubmit={submit} noValidate>
        <Field
          label={t`Логин`}
          value={login}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={64}
          onChange={(event) => setLogin(event.target.value)}
        />
        <Field
          label={t`Код восстановления`}
          value={code}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={40}
          onChange={(event) => setCode(event.target.value)}
        />
        <NewPasswordField value={password} onChange={setPassword} error={error} />
        <Button
          look="main"
          big
          wide
          type="submit"
          busy={busy}
          disabled={login.trim() === "" || code.trim() === "" || password.length < 8}
        >{t`Сменить пароль и войти`}</Button>
      </form>
      <Button look="quiet" onClick={() => onWay("password")}>{t`Войти по паролю`}</Button>
      <p className="t1 dimmer">{t`Кодов нет? Два администратора вашей организации могут выдать ссылку для входа.`}</p>
    </>
  );
}
