import { plural, t } from "@lingui/core/macro";
import { CalendarClock } from "lucide-react";
import { Suspense, useState } from "react";
import { useClient, useRead } from "../../../common/client";
import { dayAndTime } from "../../../common/dates";
import { lazy } from "../../../common/later";
import { useAsk } from "../../../common/useAsk";
import type { ActorId, ChatId } from "../../../core";

const ScheduledDialog = lazy(() => import("./ScheduledDialog"));

interface ScheduledLineProps {
  actor: ActorId;
  chat: ChatId;
  /** Rises when something was scheduled here. */
  round: number;
}

/** Above the box: how many messages wait for their time, and when the first of them goes. */
export default function ScheduledLine({ actor, chat, round }: ScheduledLineProps) {
  const client = useClient();
  const [shown, setShown] = useState(false);
  const [waiting, setWaiting] = useState(0);
  const last = useRead((read) => (waiting > 0 ? read.chatRow(actor, chat)?.chat.seq : 0));
  const { value, again } = useAsk(`scheduled ${chat} ${round} ${last}`, async () => {
    const answer = await client.call("list_scheduled", { chat });
    setWaiting(answer.scheduled.length);
    return answer.scheduled;
  });
  const count = waiting;
  const first = value?.[0];
  if (count === 0 && !shown) return null;
  const words = plural(count, {
    one: "# запланировано",
    few: "# запланировано",
    many: "# запланировано",
    other: "# запланировано",
  });
  return (
    <div className="composer__extra t1">
      <CalendarClock className="i i--s dim" aria-hidden="true" />
      <span className="grow cut dim">
        {words}
        {first && `: ${dayAndTime(first.at, Date.now())}`}
      </span>
      <button type="button" className="link" onClick={() => setShown(true)}>{t`Показать`}</button>
      {shown && (
        <Suspense>
          <ScheduledDialog list={value ?? []} onClose={() => setShown(false)} onChanged={again} />
        </Suspense>
      )}
    </div>
  );
}
