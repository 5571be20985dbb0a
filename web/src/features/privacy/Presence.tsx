import { t } from "@lingui/core/macro";
import { dayAndTime } from "../../common/dates";
import { usePresence } from "../../common/presence";
import type { ActorId } from "../../core";

/** When the partner of a dialog was last there, if he shows it. */
export default function Presence({ peer }: { peer: ActorId }) {
  const state = usePresence(peer);
  if (!state) return null;
  if (state.online) return <span className="accent">{t`в сети`}</span>;
  if (state.seen === undefined) return null;
  const at = dayAndTime(state.seen, Date.now());
  return <>{t`был(а): ${at}`}</>;
}
