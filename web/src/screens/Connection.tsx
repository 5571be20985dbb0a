import { t } from "@lingui/core/macro";
import { WifiOff } from "lucide-react";
import { useEffect, useState } from "react";
import { useConnection } from "../common/client";
import { Banner } from "../ui/States";

/** A short break is nobody's business; the banner comes when the connection is away for longer. */
const PATIENCE_MS = 2500;

export function ConnectionBanner() {
  const { status } = useConnection();
  const away = status !== "online";
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!away) {
      setShown(false);
      return;
    }
    const timer = setTimeout(() => setShown(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [away]);
  if (!shown) return null;
  return (
    <Banner look="warn" icon={<WifiOff className="i" aria-hidden="true" />}>
      {t`Нет связи с сервером. Можно читать и писать: сообщения уйдут, когда связь вернётся.`}
    </Banner>
  );
}
