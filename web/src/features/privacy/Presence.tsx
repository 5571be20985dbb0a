import { t } from "@lingui/core/macro";
import { useEffect, useState } from "react";
import { useClient, useConnection } from "../../common/client";
import { dayAndTime } from "../../common/dates";
import type { ActorId } from "../../core";

const EVERY_MS = 45_000;
const AGAIN_MS = 10_000;
const SIGN_MS = 300;

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
      if (!live || document.visibilityState !== "visible") return;
      client.call("get_presence", { actors: [peer] }).then(
        ({ presence }) => {
          const found = presence[0];
          if (live) setState(found && { online: found.online ?? false, ...(found.seen ? { seen: found.seen } : {}) });
        },
        () => undefined,
      );
    };
    // A sign of life is worth another look, but not at every word.
    let last = 0;
    const stop = client.hear((event) => {
      const sign = event.ev === "read" || event.ev === "typing" ? event.actor : event.ev === "message" && event.sender;
      if (sign !== peer || Date.now() - last < AGAIN_MS) return;
      last = Date.now();
      setTimeout(look, SIGN_MS);
    });
    look();
    const timer = setInterval(look, EVERY_MS);
    document.addEventListener("visibilitychange", look);
    return () => {
      live = false;
      stop();
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
