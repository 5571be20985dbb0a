import "../../ui/styles/safety.css";
import { t } from "@lingui/core/macro";
import { Fingerprint, KeyRound, LifeBuoy, QrCode } from "lucide-react";
import { useState } from "react";
import { useClient } from "../../common/client";
import { errorText } from "../../common/trouble";
import { Button } from "../../ui/Button";
import { deviceName } from "./device";
import { isChange } from "./passkeys";
import type { Way } from "./SignIn";

/** No login is typed: the passkey itself knows whose it is. */
export function ByPasskey({ onWay }: { onWay: (way: Way) => void }) {
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const enter = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const { signChallenge } = await import("./ways/signing");
      const passkey = await signChallenge(await client.call("get_passkey_challenge", {}));
      await client.enter("sign_in_with_passkey", { passkey, device_name: deviceName(navigator.userAgent) });
    } catch (thrown) {
      setError(isChange(thrown) ? t`Ключ доступа не выбран. Попробуйте ещё раз или войдите иначе.` : errorText(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <div className="stack">
        <h1 className="t5">{t`Вход`}</h1>
        <p className="t3 dim">{t`Коснитесь датчика или посмотрите в камеру. Пароль не понадобится.`}</p>
      </div>
      <div className="stack form">
        <Button look="main" big wide busy={busy} onClick={() => void enter()}>
          <Fingerprint className="i" aria-hidden="true" />
          {t`Войти без пароля`}
        </Button>
        {error && (
          <p className="field__error" role="alert">
            {error}
          </p>
        )}
        <Button big wide onClick={() => onWay("link")}>
          <QrCode className="i" aria-hidden="true" />
          {t`Войти с помощью телефона`}
        </Button>
      </div>
      <p className="ways t1 dim">{t`другие способы`}</p>
      <ul className="stack stack--tight">
        <li>
          <Button look="quiet" onClick={() => onWay("password")}>
            <KeyRound className="i i--s" aria-hidden="true" />
            {t`Логин и пароль`}
          </Button>
        </li>
        <li>
          <Button look="quiet" onClick={() => onWay("recover")}>
            <LifeBuoy className="i i--s" aria-hidden="true" />
            {t`Код восстановления`}
          </Button>
        </li>
      </ul>
    </>
  );
}
