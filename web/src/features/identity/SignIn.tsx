import { t } from "@lingui/core/macro";
import { CircleAlert } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useClient } from "../../common/client";
import { troubleText } from "../../common/trouble";
import { asVecheError } from "../../core";
import { Button } from "../../ui/Button";
import { Field, PasswordField } from "../../ui/Field";
import { Banner } from "../../ui/States";
import { AuthFrame } from "./AuthFrame";
import { deviceName } from "./device";
import { countdown, useWait } from "./useWait";

/** Why one is at the door again, when it was not one's own wish. */
function reasonText(reason: string | undefined): string | undefined {
  if (!reason || reason === "signed_out" || reason === "sign_out") return undefined;
  return t`Сессия на этом устройстве завершена. Войдите ещё раз.`;
}

export default function SignIn({ reason }: { reason?: string | undefined }) {
  const client = useClient();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const wait = useWait();
  const why = reasonText(reason);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (login.trim() === "" || password === "") {
      setError(t`Введите логин и пароль.`);
      return;
    }
    setBusy(true);
    setError(undefined);
    try {
      await client.signIn({ login: login.trim(), password, device_name: deviceName(navigator.userAgent) });
    } catch (thrown) {
      const trouble = asVecheError(thrown).trouble;
      if (trouble.retry_after) wait.start(trouble.retry_after);
      setError(troubleText({ code: trouble.code, text: trouble.text }));
    } finally {
      setBusy(false);
    }
  };

  const left = countdown(wait.left);
  return (
    <AuthFrame>
      <div className="stack">
        <h1 className="t5">{t`Вход`}</h1>
        <p className="t3 dim">{t`Логин и пароль, которые вы придумали, когда приняли приглашение.`}</p>
      </div>
      {why && (
        <Banner box look="accent" icon={<CircleAlert className="i" aria-hidden="true" />}>
          {why}
        </Banner>
      )}
      <form className="stack form" onSubmit={(event) => void submit(event)} noValidate>
        <Field
          label={t`Логин`}
          value={login}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={64}
          onChange={(event) => setLogin(event.target.value)}
        />
        <PasswordField
          label={t`Пароль`}
          showLabel={t`Показать пароль`}
          hideLabel={t`Скрыть пароль`}
          value={password}
          autoComplete="current-password"
          maxLength={256}
          error={error}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button look="main" big wide type="submit" busy={busy} disabled={wait.left > 0}>
          {wait.left > 0 ? t`Войти можно через ${left}` : t`Войти`}
        </Button>
      </form>
      <p className="t1 dimmer">{t`Забыли пароль или нет входа? Новое приглашение даёт администратор вашей организации.`}</p>
    </AuthFrame>
  );
}
