import "../../../ui/styles/safety.css";
import { t } from "@lingui/core/macro";
import { ShieldAlert } from "lucide-react";
import { useEffect } from "react";
import { useClient } from "../../../common/client";
import { Button } from "../../../ui/Button";
import { Banner } from "../../../ui/States";
import { AuthFrame } from "../AuthFrame";

/** Where a link code leads that was opened outside of Veche: it explains, signs nobody in, and the code is void by now. */
export default function LinkPage({ code, onHome }: { code: string; onHome: () => void }) {
  const client = useClient();
  useEffect(() => {
    if (code === "") return;
    history.replaceState(null, "", "/link");
    client.call("report_opened_link", { code }).catch(() => undefined);
  }, [client, code]);
  return (
    <AuthFrame>
      <div className="stack">
        <h1 className="t5">{t`Здесь ничего не подключается`}</h1>
        <p className="t3 dim">{t`Это код для входа на другом устройстве. Он работает только внутри Вече, поэтому сейчас он отменён.`}</p>
      </div>
      <Banner box look="warn" icon={<ShieldAlert className="i" aria-hidden="true" />}>
        {t`Вам прислали эту ссылку или попросили её открыть? Это обман: так пытаются войти под вашим именем. Войти никому не удалось.`}
      </Banner>
      <div className="stack">
        <p className="b">{t`Подключаете своё устройство?`}</p>
        <ol className="steps stack">
          <li>{t`На новом устройстве нажмите «Показать новый код».`}</li>
          <li>{t`На этом откройте Вече: Настройки, Устройства, «Подключить устройство».`}</li>
          <li>{t`Сканируйте код внутри Вече, а не камерой телефона.`}</li>
        </ol>
      </div>
      <Button look="main" big wide onClick={onHome}>{t`Открыть Вече`}</Button>
    </AuthFrame>
  );
}
