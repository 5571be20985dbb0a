import { t } from "@lingui/core/macro";
import { useState } from "react";
import type { Ask } from "../../core";
import { Button } from "../../ui/Button";
import { Check } from "../../ui/Check";
import type { Settings } from "./NoticesPane";

function permission(): NotificationPermission | "missing" {
  return "Notification" in window ? Notification.permission : "missing";
}

/** Notifications of the system while the page is open but not looked at. */
export function Desktop({ settings, save }: { settings: Settings; save: (change: Ask<"set_notices">) => void }) {
  const [allowed, setAllowed] = useState(permission);
  if (allowed === "missing") return <p className="t1 dim">{t`Этот браузер не умеет показывать уведомления.`}</p>;
  return (
    <>
      <Check
        label={t`Уведомления на экране`}
        hint={t`Когда страница открыта, но вы смотрите не на неё`}
        checked={settings.desktop ?? true}
        onChange={(desktop) => save({ desktop })}
      />
      <Check
        label={t`Показывать в них имя и текст`}
        checked={settings.preview ?? true}
        onChange={(preview) => save({ preview })}
      />
      {allowed === "default" && (
        <div className="line">
          <Button onClick={() => void Notification.requestPermission().then(setAllowed)}>
            {t`Разрешить в этом браузере`}
          </Button>
        </div>
      )}
      {allowed === "denied" && (
        <p className="t1 dim">{t`Уведомления запрещены в настройках браузера для этой страницы. Разрешить их можно там же.`}</p>
      )}
    </>
  );
}
