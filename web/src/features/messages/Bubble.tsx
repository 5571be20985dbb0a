import { t } from "@lingui/core/macro";
import { BellOff, Check, CheckCheck, Clock, Forward, Pin } from "lucide-react";
import { Suspense } from "react";
import { useActor, useRead } from "../../common/client";
import { clockTime, dayAndTime } from "../../common/dates";
import { lazy } from "../../common/later";
import { useMediaViews } from "../../common/media";
import { ActorAvatar, actorName } from "../../common/Who";
import type { ChatKind, ChatMessage } from "../../core";
import { hueOf } from "../../ui/Avatar";
import { Tag } from "../../ui/States";
import { useActs } from "./acts";
import { Quote } from "./Quote";
import { Reactions } from "./Reactions";
import { Said } from "./Said";

const PostFoot = lazy(() => import("./comments/PostFoot"));
const PollCard = lazy(() => import("./polls/PollCard"));

export interface BubbleProps {
  message: ChatMessage;
  kind: ChatKind;
  own: boolean;
  first: boolean;
  last: boolean;
}

/** The picture of the sender at the last message of his run, an empty place beside the others. */
export function SenderAvatar({ sender, last }: { sender: number; last: boolean }) {
  const actor = useActor(sender);
  return last ? <ActorAvatar actor={actor} id={sender} size="m" /> : <span className="msg__room" />;
}

/** A sticker or a round film stands for itself, without a bubble around it. */
function isBare({ attachments, text }: ChatMessage): boolean {
  const type = attachments?.[0]?.type;
  return attachments?.length === 1 && text === "" && (type === "sticker" || type === "video_note");
}

export function Bubble({ message, kind, own, first }: BubbleProps) {
  const { Attachments, Keyboard } = useMediaViews();
  const { actor } = useActs();
  if (message.deleted) {
    return (
      <div className="bubble">
        <span className="said said--gone">
          {t`Сообщение удалено`}
          <Meta message={message} own={false} kind={kind} />
        </span>
      </div>
    );
  }
  const bare = isBare(message);
  const buttons = message.attachments?.find(({ type }) => type === "keyboard")?.buttons;
  const hung = (message.attachments?.length ?? 0) > (buttons ? 1 : 0);
  const poll = message.attachments?.[0]?.poll;
  return (
    <div className={`bubble ${bare ? "bubble--bare" : ""}`}>
      {first && (!own || message.moved) && kind !== "dialog" && !bare && <Head message={message} />}
      {message.by && <StandIn by={message.by} post={message.sender} />}
      {message.origin && <Origin name={message.origin.name} at={message.origin.at} />}
      {message.reply_to && <Quote chat={message.chat} seq={message.reply_to} />}
      {hung && !poll && (
        <Suspense fallback={<span className="atts__wait" />}>
          <Attachments message={message} own={own} />
        </Suspense>
      )}
      {poll && (
        <Suspense fallback={<span className="atts__wait" />}>
          <PollCard message={message} poll={poll} />
        </Suspense>
      )}
      <span className={`said ${hung && message.text === "" ? "said--bare" : ""}`}>
        {message.text !== "" && <Said text={message.text} entities={message.entities} />}
        <Meta message={message} own={own} kind={kind} />
      </span>
      {message.reactions && message.reactions.length > 0 && <Reactions message={message} />}
      {buttons && (
        <Suspense fallback={<span className="atts__wait" />}>
          <Keyboard message={message} rows={buttons} actor={actor} />
        </Suspense>
      )}
      {kind === "channel" && message.seq > 0 && (
        <Suspense>
          <PostFoot message={message} />
        </Suspense>
      )}
    </div>
  );
}

function Head({ message: { sender, moved } }: { message: ChatMessage }) {
  const actor = useActor(sender);
  return (
    <div className="bubble__head">
      <span className={`b n${hueOf(sender)}`}>{actorName(actor) || "…"}</span>
      {actor?.kind === "bot" && <Tag>{t`бот`}</Tag>}
      {moved && <Moved from={moved} waiting={actor?.kind === "moved"} />}
      {actor?.title && <span className="bubble__title">{actor.title}</span>}
    </div>
  );
}

/** It was said in another messenger; `waiting`: its author has not signed in here. */
function Moved({ from, waiting }: { from: string; waiting: boolean }) {
  const source = SOURCES[from] ?? from;
  return (
    <span title={waiting ? t`Перенесено из ${source}. Автор ещё не вошёл в Вече` : t`Перенесено из ${source}`}>
      <Tag>{t`из ${source}`}</Tag>
    </span>
  );
}

const SOURCES: Readonly<Record<string, string>> = { telegram: "Telegram", whatsapp: "WhatsApp", slack: "Slack" };

/** Who wrote it, where that was not the holder of the post. */
function StandIn({ by, post }: { by: string; post: number }) {
  const actor = useActor(post);
  const whom = actor?.name || actor?.title || "…";
  return (
    <span className="fwd">
      <span className="cut">{t`${by} за: ${whom}`}</span>
    </span>
  );
}

function Origin({ name, at }: { name: string; at: number }) {
  const when = dayAndTime(at, Date.now());
  return (
    <span className="fwd" title={when}>
      <Forward className="i i--s" aria-hidden="true" />
      <span className="cut">{t`Переслано: ${name}`}</span>
    </span>
  );
}

function Meta({ message, own, kind }: { message: ChatMessage; own: boolean; kind: ChatKind }) {
  return (
    <span className="bubble__meta">
      {message.urgent && <Tag look="danger">{t`срочно`}</Tag>}
      {message.silent && <BellOff className="i" role="img" aria-label={t`без звука`} />}
      {message.pinned && <Pin className="i" role="img" aria-label={t`закреплено`} />}
      {message.edited_at && !message.deleted && (
        <span title={dayAndTime(message.edited_at, Date.now())}>{t`изменено`}</span>
      )}
      <time dateTime={new Date(message.at).toISOString()} title={dayAndTime(message.at, Date.now())}>
        {clockTime(message.at)}
      </time>
      {own && kind !== "channel" && !message.moved && <Tick message={message} />}
    </span>
  );
}

function Tick({ message }: { message: ChatMessage }) {
  const read = useRead((reader) => (reader.chat(message.chat)?.peers_read_seq ?? 0) >= message.seq && message.seq > 0);
  if (message.state === "failed") return null;
  if (message.state === "pending") return <Clock className="i tick" role="img" aria-label={t`отправляется`} />;
  if (read) return <CheckCheck className="i tick tick--read" role="img" aria-label={t`прочитано`} />;
  return <Check className="i tick" role="img" aria-label={t`отправлено`} />;
}
