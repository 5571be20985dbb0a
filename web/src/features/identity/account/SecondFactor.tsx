import { t } from "@lingui/core/macro";
import { type FormEvent, useState } from "react";
import { useClient } from "../../../common/client";
import { useAct } from "../../../common/useAct";
import type { Answer } from "../../../core";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Field } from "../../../ui/Field";
import { Qr } from "../ways/Qr";

/** The secret for the authenticator app, and the first code of it: it is on only when that fits. */
export function SecondFactorDialog({
  begun,
  onClose,
  onCodes,
}: {
  begun: Answer<"begin_second_factor">;
  onClose: () => void;
  onCodes: (codes: readonly string[]) => void;
}) {
  const client = useClient();
  const [code, setCode] = useState("");
  const { run, busy, error } = useAct();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => onCodes((await client.call("confirm_second_factor", { code })).codes));
  };
  return (
    <Dialog title={t`Включить второй шаг`} closeLabel={t`Закрыть`} onClose={onClose}>
      <form className="stack form" onSubmit={submit} noValidate>
        <p className="dim">{t`Отсканируйте код приложением-аутентификатором: подойдёт любое, которое показывает коды из шести цифр.`}</p>
        <Qr text={begun.uri} label={t`QR-код для приложения-аутентификатора`} />
        <p className="t1 dimmer">{t`Не сканируется? Введите в приложение этот ключ:`}</p>
        <output className="code t2">{begun.secret.replace(/(.{4})(?=.)/g, "$1 ")}</output>
        <Field
          label={t`Код, который показало приложение`}
          value={code}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
          error={error}
          data-first=""
          onChange={(event) => setCode(event.target.value)}
        />
        <Button look="main" wide type="submit" busy={busy} disabled={code.trim() === ""}>{t`Включить`}</Button>
      </form>
    </Dialog>
  );
}
