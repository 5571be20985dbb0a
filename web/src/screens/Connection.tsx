import { t } from "@lingui/core/macro";
import { WifiOff } from "lucide-react";
import { useEffect } from "react";
import { create } from "zustand";
import { useConnection } from "../common/client";
import { Banner } from "../ui/States";

/** A short break is nobody's business; the banner comes when the connection is away for longer. */
const PATIENCE_MS = 2500;

/** Known to all banners: another chat on the screen does not begin the wait anew. */
const useLong = create<{ long: boolean }>(() => ({ long: false }));

export function ConnectionBanner() {
  const { status } = useConnection();
  const away = status !== "online";
  const long = useLong((state) => state.long);
  useEffect(() => {
    if (!away) {
      useLong.setState({ long: false });
      return;
    }
    const timer = setTimeout(() => useLong.setState({ long: true }), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [away]);
  if (!away || !long) return null;
  return (
    <Banner look="warn" icon={<WifiOff className="i" aria-hidden="true" />}>
      {t`Нет связи с сервером. Можно читать и писать: сообщения уйдут, когда связь вернётся.`}
    </Banner>
  );
}
