import { t } from "@lingui/core/macro";
import { Fingerprint } from "lucide-react";
import { Button } from "../../../ui/Button";
import { deviceName } from "../device";
import { HelpDesks } from "./HelpDesks";
import { useNewPasskey } from "./usePasskeys";

/** Right after one came in for the first time: from now on without a password. */
export function OfferPasskey({ onDone }: { onDone: () => void }) {
  const { make, busy, error } = useNewPasskey(onDone);
  return (
    <>
      <div className="stack">
        <h1 className="t5">{t`Вход создан`}</h1>
        <p className="t3 dim">{t`Добавьте ключ доступа, и на этом устройстве хватит отпечатка, лица или ПИН-кода. Такой ключ нельзя подсмотреть или выманить.`}</p>
      </div>
      <div className="stack form">
        <Button look="main" big wide busy={busy} onClick={() => make(deviceName(navigator.userAgent))}>
          <Fingerprint className="i" aria-hidden="true" />
          {t`Добавить ключ доступа`}
        </Button>
        {error && (
          <p className="field__error" role="alert">
            {error}
          </p>
        )}
        <Button big wide onClick={onDone}>{t`Не сейчас`}</Button>
        <HelpDesks />
      </div>
    </>
  );
}
