import { t } from "@lingui/core/macro";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { Copied } from "../../common/Copied";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { Banner } from "../../ui/States";

/** A token: first what it is for, then itself, this once. */
export function NewToken({ organisation, onClose }: { organisation: number; onClose: () => void }) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const [label, setLabel] = useState("");
  const [secret, setSecret] = useState<string>();
  const make = () =>
    void run(async () => setSecret((await client.call("make_scim_token", { organisation, label })).secret));
  if (secret !== undefined) {
    return (
      <Dialog
        title={t`Токен для каталога`}
        closeLabel={t`Закрыть`}
        onClose={onClose}
        acts={<Button look="main" onClick={onClose}>{t`Токен записан`}</Button>}
      >
        <div className="stack">
          <Banner look="warn" box icon={<KeyRound className="i" aria-hidden="true" />}>
            {t`Второй раз токен не показать. Кто его знает, тот меняет состав организации: храните его как пароль.`}
          </Banner>
          <Copied label={t`Токен`} value={secret} first />
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={t`Новый токен`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        <Button look="main" busy={busy} disabled={label.trim() === ""} onClick={make}>
          {t`Сделать токен`}
        </Button>
      }
    >
      <Field
        label={t`Для какого каталога`}
        hint={t`Например «Каталог города». Так вы узнаете токен в списке.`}
        value={label}
        maxLength={80}
        error={error}
        data-first=""
        onChange={(event) => setLabel(event.target.value)}
      />
    </Dialog>
  );
}
