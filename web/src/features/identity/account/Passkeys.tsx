import { t } from "@lingui/core/macro";
import { Fingerprint } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useClient } from "../../../common/client";
import { dayAndTime } from "../../../common/dates";
import { useAct } from "../../../common/useAct";
import type { Answer } from "../../../core";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Field } from "../../../ui/Field";
import { toast } from "../../../ui/Toasts";
import { deviceName } from "../device";
import { passkeysHere } from "../passkeys";
import { useNewPasskey } from "../ways/usePasskeys";
import { useProof } from "./useProof";

type Safe = Answer<"get_security">;
type Passkey = Safe["passkeys"][number];

export function Passkeys({ safe, onChanged }: { safe: Safe; onChanged: () => void }) {
  const client = useClient();
  const { guard, question } = useProof();
  const { run, busy, error } = useAct();
  const [naming, setNaming] = useState<Passkey>();
  const made = useNewPasskey(() => {
    toast(t`Ключ доступа добавлен`);
    onChanged();
  }, guard);
  const remove = (passkey: Passkey) =>
    run(() =>
      guard(async () => {
        await client.call("remove_passkey", { passkey: passkey.id });
        toast(t`Ключ доступа удалён`);
        onChanged();
      }),
    );
  const possible = safe.passkeys_possible && passkeysHere();
  return (
    <section className="card stack form">
      <div className="card__head">
        <h2 className="grow">{t`Ключи доступа`}</h2>
      </div>
      <p className="dim">{t`Вход без пароля: отпечатком, лицом, ПИН-кодом устройства или аппаратным ключом.`}</p>
      {(error ?? made.error) && <p className="field__error">{error ?? made.error}</p>}
      <ul className="devices">
        {safe.passkeys.map((passkey) => (
          <PasskeyLine
            key={passkey.id}
            passkey={passkey}
            busy={busy}
            onName={() => setNaming(passkey)}
            onRemove={() => void remove(passkey)}
          />
        ))}
      </ul>
      {possible ? (
        <div className="line">
          <Button look="main" busy={made.busy} onClick={() => made.make(deviceName(navigator.userAgent))}>
            <Fingerprint className="i i--s" aria-hidden="true" />
            {t`Добавить ключ доступа`}
          </Button>
        </div>
      ) : (
        <p className="t1 dimmer">
          {t`По этому адресу браузер не даёт пользоваться ключами доступа: нужен адрес https с именем или http://localhost.`}
        </p>
      )}
      {naming && (
        <NameDialog
          passkey={naming}
          onClose={() => setNaming(undefined)}
          onNamed={() => {
            setNaming(undefined);
            onChanged();
          }}
        />
      )}
      {question}
    </section>
  );
}

function PasskeyLine({
  passkey,
  busy,
  onName,
  onRemove,
}: {
  passkey: Passkey;
  busy: boolean;
  onName: () => void;
  onRemove: () => void;
}) {
  const { name } = passkey;
  const made = dayAndTime(passkey.created_at, Date.now());
  const used = passkey.last_used_at ? dayAndTime(passkey.last_used_at, Date.now()) : "";
  return (
    <li className="device">
      <Fingerprint className="i dim" aria-hidden="true" />
      <span className="row__body grow">
        <b className="cut">{name}</b>
        <span className="t1 dimmer">
          {t`добавлен: ${made}`}
          {used && `, ${t`входили: ${used}`}`}
        </span>
      </span>
      <Button look="quiet" aria-label={t`Имя: ${name}`} onClick={onName}>{t`Имя`}</Button>
      <Button look="quiet" busy={busy} aria-label={t`Удалить: ${name}`} onClick={onRemove}>{t`Удалить`}</Button>
    </li>
  );
}

function NameDialog({ passkey, onClose, onNamed }: { passkey: Passkey; onClose: () => void; onNamed: () => void }) {
  const client = useClient();
  const [name, setName] = useState(passkey.name);
  const { run, busy, error } = useAct();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      await client.call("rename_passkey", { passkey: passkey.id, name });
      onNamed();
    });
  };
  return (
    <Dialog title={t`Имя ключа`} closeLabel={t`Закрыть`} onClose={onClose}>
      <form className="stack form" onSubmit={submit}>
        <Field
          label={t`Как называть этот ключ`}
          value={name}
          maxLength={60}
          error={error}
          data-first=""
          onChange={(event) => setName(event.target.value)}
        />
        <Button look="main" wide type="submit" busy={busy} disabled={name.trim() === ""}>{t`Сохранить`}</Button>
      </form>
    </Dialog>
  );
}
