import { t } from "@lingui/core/macro";
import { type FormEvent, useState } from "react";
import { useClient } from "../../../common/client";
import { useAct } from "../../../common/useAct";
import { Button } from "../../../ui/Button";
import { PasswordField } from "../../../ui/Field";
import { toast } from "../../../ui/Toasts";

export function Password() {
  const client = useClient();
  const [old, setOld] = useState("");
  const [fresh, setFresh] = useState("");
  const { run, busy, error } = useAct();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      await client.call("change_password", { old, new: fresh });
      setOld("");
      setFresh("");
      toast(t`Пароль изменён, другие устройства отключены`);
    });
  };
  const labels = { showLabel: t`Показать пароль`, hideLabel: t`Скрыть пароль` };
  return (
    <section className="card">
      <form className="stack form" onSubmit={submit}>
        <p className="dim">{t`После смены пароля на других устройствах придётся войти заново.`}</p>
        <PasswordField
          {...labels}
          label={t`Нынешний пароль`}
          value={old}
          autoComplete="current-password"
          maxLength={256}
          error={error}
          onChange={(event) => setOld(event.target.value)}
        />
        <PasswordField
          {...labels}
          label={t`Новый пароль`}
          hint={t`Не короче 8 знаков`}
          value={fresh}
          autoComplete="new-password"
          maxLength={256}
          onChange={(event) => setFresh(event.target.value)}
        />
        <div className="line">
          <Button
            look="main"
            type="submit"
            busy={busy}
            disabled={old === "" || fresh.length < 8}
          >{t`Сменить пароль`}</Button>
        </div>
      </form>
    </section>
  );
}
