import { t } from "@lingui/core/macro";
import { CircleX } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useClient } from "../../../common/client";
import { dayAndTime } from "../../../common/dates";
import { useAct } from "../../../common/useAct";
import { useAsk } from "../../../common/useAsk";
import { Button } from "../../../ui/Button";
import { Empty, RowSkeletons } from "../../../ui/States";
import { AuthFrame } from "../AuthFrame";
import { deviceName } from "../device";
import { NewPasswordField } from "./NewPassword";

/** The one-time link by which two administrators let somebody back into his account. */
export default function RecoverPage({ code, onDone }: { code: string; onDone: () => void }) {
  const client = useClient();
  const { value, error } = useAsk(`recovery ${code}`, () => client.call("view_recovery", { code }));
  const [password, setPassword] = useState("");
  const { run, busy, error: failed } = useAct();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      await client.enter("use_recovery", { code, password, device_name: deviceName(navigator.userAgent) });
      onDone();
    });
  };
  const until = value ? dayAndTime(value.expires_at, Date.now()) : "";
  const name = value?.name ?? "";
  return (
    <AuthFrame>
      {error && (
        <Empty
          danger
          level={1}
          icon={<CircleX className="i i--l" aria-hidden="true" />}
          title={t`Ссылка не открылась`}
          acts={<Button onClick={onDone}>{t`На страницу входа`}</Button>}
        >
          <p className="t3">{error}</p>
        </Empty>
      )}
      {!value && !error && <RowSkeletons count={3} label={t`Открываем ссылку`} />}
      {value && (
        <>
          <div className="stack">
            <h1 className="t5">{t`Восстановить вход`}</h1>
            <p className="t3 dim">{t`${name}, придумайте новый пароль. Все прежние сессии, ключи доступа и второй шаг закончатся.`}</p>
          </div>
          <dl className="kv t2">
            <dt>{t`Логин`}</dt>
            <dd>
              <b>{value.login}</b>
            </dd>
            <dt>{t`Действует до`}</dt>
            <dd>{until}</dd>
          </dl>
          <form className="stack form" onSubmit={submit} noValidate>
            <input type="hidden" autoComplete="username" value={value.login} />
            <NewPasswordField value={password} onChange={setPassword} error={failed} />
            <Button
              look="main"
              big
              wide
              type="submit"
              busy={busy}
              disabled={password.length < 8}
            >{t`Сменить пароль и войти`}</Button>
          </form>
        </>
      )}
    </AuthFrame>
  );
}
