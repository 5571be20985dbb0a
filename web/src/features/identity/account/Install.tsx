import { t } from "@lingui/core/macro";
import { useState } from "react";
import { orToast } from "../../../common/useAct";
import { Button } from "../../../ui/Button";

/** What Chromium's browsers offer where the client can become a program of its own; `first.js` keeps it. */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

declare global {
  interface Window {
    vecheInstall?: InstallOffer;
  }
}

/** Installing as a program, where the browser offers it; other browsers have it in their own menu. */
export function Install() {
  const [offer, setOffer] = useState(window.vecheInstall);
  if (!offer) return null;
  const install = () => {
    setOffer(undefined);
    delete window.vecheInstall;
    orToast(offer.prompt());
  };
  return (
    <div className="stack">
      <h2 className="t3 b">{t`Приложение`}</h2>
      <p className="dim">{t`Вече станет отдельной программой: со своим окном и значком, и начнёт работу без сети.`}</p>
      <div>
        <Button onClick={install}>{t`Установить`}</Button>
      </div>
    </div>
  );
}
