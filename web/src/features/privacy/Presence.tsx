import { t } from "@lingui/core/macro";
import { useEffect, useState } from "react";
import { useClient, useConnection } from "../../common/client";
import { dayAndTime } from "../../common/dates";
import type { ActorId } from "../../core";

const EVERY_MS = 45_000;

interface Seen {
  online: boolean;
  seen?: number;
}

/** When the partner of a dialog was last there, if he shows it. */
export default function Presence({ peer }: { peer: ActorId }) {
  const client = useClient();
  const online = useConnection().status === "online";
  const [state, setState] = useState<Seen>();
  useEffect(() => {
    if (!online) return;
    let live = true;
    const look = () => {
      if (document.visibilityState !== "visible") return;
      client.call("get_presence", { actors: [peer] }).then(
        ({ presence }) => {
          const found = presence[0];
          if (live) setState(found && { online: found.online ?? false, ...(found.seen ? { seen: found.seen } : {}) });
        },
        () => undefined,
      );
    };
    look();
    const timer = setInterval(look, EVERY_MS);
    document.addEventListener("visibilitychange", look);
    return () => {
      live = false;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [client, peer, online]);
  if (!online || !state) return null;
  if (state.online) return <span className="accent">{t`в сети`}</span>;
  if (state.seen === undefined) return null;
  const at = dayAndTime(state.seen, Date.now());
  return <>{t`был(а): ${at}`}</>;
}
