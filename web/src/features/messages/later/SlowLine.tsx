import { t } from "@lingui/core/macro";
import { Timer } from "lucide-react";
import { useEffect, useState } from "react";
import { useRead } from "../../../common/client";
import { waiting } from "../../../common/trouble";
import type { ActorId, ChatCard } from "../../../core";

/** In slow mode: how long one has to wait until the next message. */
export default function SlowLine({ actor, chat }: { actor: ActorId; chat: ChatCard }) {
  const seconds = chat.slow_mode ?? 0;
  const mine = useRead(
    (read) => read.messages(chat.id).items.findLast((one) => one.sender === actor && one.kind !== "service")?.at ?? 0,
  );
  const [now, setNow] = useState(() => Date.now());
  const left = Math.ceil((mine + seconds * 1000 - now) / 1000);
  useEffect(() => {
    if (left <= 0 && mine <= now) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [left, mine, now]);
  const wait = waiting(left > 0 ? Math.min(left, seconds) : seconds);
  return (
    <div className="composer__extra t1 dim">
      <Timer className="i i--s" aria-hidden="true" />
      <span role="status">
        {left > 0
          ? t`Медленный режим: следующее сообщение через ${wait}`
          : t`Медленный режим: одно сообщение в ${wait}`}
      </span>
    </div>
  );
}
