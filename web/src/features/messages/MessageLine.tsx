import { t } from "@lingui/core/macro";
import { CircleAlert } from "lucide-react";
import { type MouseEvent, memo } from "react";
import { useClient, useRead } from "../../common/client";
import { dayLine } from "../../common/dates";
import { serviceText } from "../../common/lines";
import { troubleText } from "../../common/trouble";
import { actorName } from "../../common/Who";
import type { ChatKind, ChatMessage } from "../../core";
import { useMenu } from "../../ui/useMenu";
import { useActs } from "./acts";
import { Bubble, SenderAvatar } from "./Bubble";
import type { Line } from "./items";

interface LineProps {
  line: Line;
  kind: ChatKind;
  lit: boolean;
  target: boolean;
  /** Messages are being selected; this one is. */
  picking: boolean;
  picked: boolean;
  place: number;
  total: number;
}

/** One line of the history with what stands above it (day, "new messages") and below it (a failed send). */
export const MessageLine = memo(function MessageLine(props: LineProps) {
  const { line, kind } = props;
  const { message, own } = line;
  return (
    <div className={`talk__line ${own && kind !== "channel" ? "talk__line--own" : ""}`}>
      {line.day !== undefined && <Day at={line.day} />}
      {line.fresh && <div className="new">{t`Новые сообщения`}</div>}
      {message.kind === "service" ? <Service message={message} /> : <Spoken {...props} />}
      {message.state === "failed" && <Failed message={message} />}
    </div>
  );
});

/** The day above its first message; a press leads to another day. */
function Day({ at }: { at: number }) {
  const { show } = useActs();
  return (
    <div className="day">
      <button type="button" title={t`Перейти к дате`} onClick={() => show({ kind: "date", at })}>
        {dayLine(at, Date.now())}
      </button>
    </div>
  );
}

function Service({ message }: { message: ChatMessage }) {
  const words = useRead((read) => serviceText(read, message));
  return (
    <div className="sys" data-seq={message.seq}>
      {words}
    </div>
  );
}

function Spoken({ line, kind, lit, target, picking, picked, place, total }: LineProps) {
  const { message, own, first, last } = line;
  const { openMenu, select } = useActs();
  const name = useRead((read) => actorName(read.actor(message.sender)));
  const menu = useMenu((at) => openMenu(message, at));
  const pick = (event: MouseEvent) => {
    if (!picking && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    select(message, event.shiftKey);
  };
  const flat = kind === "channel";
  const classes = [
    "msg",
    own && !flat && "msg--own",
    !first && "msg--next",
    lit && "is-lit",
    target && "is-target",
    picked && "is-picked",
  ];
  const withFace = kind === "group" && !own;
  return (
    <article
      className={[...classes, !withFace && "msg--bare"].filter(Boolean).join(" ")}
      data-seq={message.seq}
      data-key={message.key}
      tabIndex={-1}
      aria-posinset={place}
      aria-setsize={total}
      aria-label={own ? t`Вы` : name || t`Сообщение`}
      onClickCapture={pick}
      {...menu}
    >
      {picking && <Picked message={message} picked={picked} />}
      {withFace && <SenderAvatar sender={message.sender} last={last} />}
      <Bubble message={message} kind={kind} own={own} first={first} last={last} />
    </article>
  );
}

/** For those who hear or tab through the page; for the others the whole line is the box. */
function Picked({ message, picked }: { message: ChatMessage; picked: boolean }) {
  const { select } = useActs();
  return (
    <input
      type="checkbox"
      className="msg__pick"
      aria-label={t`Выбрать сообщение`}
      checked={picked}
      onChange={() => select(message)}
    />
  );
}

function Failed({ message }: { message: ChatMessage }) {
  const client = useClient();
  const cid = message.cid;
  return (
    <div className="failed t1" role="alert">
      <CircleAlert className="i i--s" aria-hidden="true" />
      <span>{message.error ? troubleText(message.error) : t`Не отправлено.`}</span>
      {cid && (
        <>
          <button type="button" className="link" onClick={() => client.retrySend(cid)}>{t`Повторить`}</button>
          <button type="button" className="link" onClick={() => client.discardSend(cid)}>{t`Убрать`}</button>
        </>
      )}
    </div>
  );
}
