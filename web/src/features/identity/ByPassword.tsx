import { t } from "@lingui/core/macro";
import { Fingerprint, QrCode } from "lucide-react";
import { type FormEvent, Suspense, useState } from "react";
import { useClient } from "../../common/client";
import { later } from "../../common/later";
import { troubleText } from "../../common/trouble";
import { asVecheError } from "../../core";
import { Button } from "../../ui/Button";
import { Field, PasswordField } from "../../ui/Field";
import { deviceName } from "./device";
import { passkeysHere } from "./passkeys";
import type { Way } from "./SignIn";
import { countdown, useWait } from "./useWait";
import { words } from "./ways/words";

const CodeField = later([words], () => import("./ways/CodeField"));

/** Login and password, then the code of the second factor where that is on. */
export function ByPassword({ onWay }: { onWay: (way: Way) => void }) {
  const client = useClient();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState<string>();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const wait = useWait();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (login.trim() === "" || password === "") {
      setError(t`Введите логин и пароль.`);
      return;
    }
    setBusy(true);
    setError(undefined);
    try {
      const device_name = deviceName(navigator.userAgent);
      await client.signIn({ login: login.trim(), password, device_name, ...(code ? { code } : {}) });
    } catch (thrown) {
      const trouble = asVecheError(thrown).trouble;
      if (trouble.code === "second_factor_needed") {
        setCode("");
        return;
      }
      if (trouble.retry_after) wait.start(trouble.retry_after);
      setError(troubleText({ code: trouble.code, text: trouble.text }));
    } finally {
      setBusy(false);
    }
  };

  const left = countdown(wait.left);
  return (
    <>
      <div className="stack">
        <h1 className="t5">{code === undefined ? t`Вход` : t`Второй шаг`}</h1>
        <p className="t3 dim">
          {code === undefined
            ? t`Логин и пароль, которые вы придумали, когда приняли приглашение.`
            : t`Пароль верный. Теперь код из приложения-аутентификатора на вашем телефоне.`}
        </p>
      </div>
      <form className="stack form" onSubmit={(event) => void submit(event)} noValidate>
        {code === undefined ? (
          <>
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
          </>
        ) : (
          <Suspense>
            <CodeField value={code} onChange={setCode} error={error} />
          </Suspense>
        )}
        <Button look="main" big wide type="submit" busy={busy} disabled={wait.left > 0}>
          {wait.left > 0 ? t`Войти можно через ${left}` : t`Войти`}
        </Button>
      </form>
      <OtherWays onWay={onWay} />
    </>
  );
}

function OtherWays({ onWay }: { onWay: (way: Way) => void }) {
  return (
    <div className="stack">
      <div className="line wrap">
        {passkeysHere() && (
          <Button look="quiet" onClick={() => onWay("passkey")}>
            <Fingerprint className="i i--s" aria-hidden="true" />
            {t`Войти без пароля`}
          </Button>
        )}
        <Button look="quiet" onClick={() => onWay("link")}>
          <QrCode className="i i--s" aria-hidden="true" />
          {t`Войти с помощью телефона`}
        </Button>
        <Button look="quiet" onClick={() => onWay("recover")}>{t`Не помню пароль`}</Button>
      </div>
      <p className="t1 dimmer">{t`Нет входа? Приглашение даёт администратор вашей организации.`}</p>
    </div>
  );
}
