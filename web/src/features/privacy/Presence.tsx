import { t } from "@lingui/core/macro";
import { useActor } from "../../common/client";
import { dayAndTime } from "../../common/dates";
import { usePresence } from "../../common/presence";
import type { ActorId } from "../../core";

interface PresenceProps {
  peer: ActorId;
  /** Of a card of the directory; a partner of a dialog is known anyway. */
  post?: boolean;
}

/** When somebody was last there, if he shows it; of a post only that its holder is at it now. */
export default function Presence({ peer, post }: PresenceProps) {
  const state = usePresence(peer);
  const office = useActor(peer)?.kind === "post" || post;
  if (!state) return null;
  if (state.online) return <span className="accent">{office ? t`на месте` : t`в сети`}</span>;
  if (state.seen === undefined) return null;
  const at = dayAndTime(state.seen, Date.now());
  return <>{t`был(а): ${at}`}</>;
}
