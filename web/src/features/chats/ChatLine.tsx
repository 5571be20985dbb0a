import { t } from "@lingui/core/macro";
import { AtSign, BadgeCheck, BellOff, Check, CheckCheck, CircleAlert, Clock, Pin } from "lucide-react";
import { memo } from "react";
import { Link } from "wouter";
import { useHats, useRead } from "../../common/client";
import { listTime } from "../../common/dates";
import { lineText } from "../../common/lines";
import { actorName, ChatAvatar, chatName } from "../../common/Who";
import type { ActorId, ChatId, ChatRow } from "../../core";
import { shortName } from "../../ui/names";
import { Badge, Tag } from "../../ui/States";
import { useMenu } from "../../ui/useMenu";

interface ChatLineProps {
  actor: ActorId;
  chat: ChatId;
  current: boolean;
  onMenu: (chat: ChatId, x: number, y: number) => void;
}

/** One line of the chat list. */
export const ChatLine = memo(function ChatLine({ actor, chat, current, onMenu }: ChatLineProps) {
  const row = useRead((read) => read.chatRow(actor, chat));
  const menu = useMenu(({ x, y }) => onMenu(chat, x, y));
  if (!row) return null;
  return (
    <Link className="row" href={`/chat/${chat}`} {...(current ? { "aria-current": "true" } : {})} {...menu}>
      <ChatAvatar chat={row.chat} peer={row.peer} actor={actor} />
      <span className="row__body">
        <span className="row__line">
          <LineName row={row} />
          <LineTime row={row} />
        </span>
        <span className="row__line">
          <span className="row__text cut">
            <LineText row={row} />
          </span>
          <LineMarks row={row} />
        </span>
      </span>
    </Link>
  );
});

function LineName({ row }: { row: ChatRow }) {
  const name = useRead((read) => chatName(read, row, row.actor));
  const peer = useRead((read) => (row.peer === undefined ? undefined : read.actor(row.peer)));
  return (
    <span className="name">
      <span className="cut">{name || "…"}</span>
      {peer?.kind === "bot" && <Tag>{t`бот`}</Tag>}
      {row.chat.seal && <BadgeCheck className="i i--s seal" role="img" aria-label={t`подтверждённое учреждение`} />}
      {row.muted && <BellOff className="i i--s" role="img" aria-label={t`без звука`} />}
    </span>
  );
}

function LineTime({ row }: { row: ChatRow }) {
  const hats = useHats();
  const { last } = row;
  if (!last) return null;
  const own = hats.some((hat) => hat.id === last.sender) && last.kind !== "service" && row.chat.kind !== "channel";
  return (
    <span className="row__time">
      {own && <LineTick row={row} />}
      {listTime(last.at, Date.now())}
    </span>
  );
}

function LineTick({ row: { last, chat } }: { row: ChatRow }) {
  if (!last || last.state === "failed") return null;
  if (last.state === "pending") return <Clock className="i i--s tick" role="img" aria-label={t`отправляется`} />;
  if (chat.peers_read_seq >= last.seq)
    return <CheckCheck className="i i--s tick tick--read" role="img" aria-label={t`прочитано`} />;
  return <Check className="i i--s tick" role="img" aria-label={t`отправлено`} />;
}

function LineText({ row }: { row: ChatRow }) {
  const hats = useHats();
  const { last, draft, typing } = row;
  const line = useRead((read) => (last ? lineText(read, last) : ""));
  const sender = useRead((read) => (last ? shortName(actorName(read.actor(last.sender))) : ""));
  if (typing.length > 0) {
    return (
      <span className="row__typing">
        {t`печатает`}{" "}
        <span className="typing" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
      </span>
    );
  }
  if (draft?.text.trim()) {
    return (
      <>
        <span className="row__draft">{t`Черновик:`}</span> {draft.text}
      </>
    );
  }
  if (!last) return <>{t`Сообщений пока нет`}</>;
  const own = hats.some((hat) => hat.id === last.sender);
  const named = last.kind !== "service" && (own ? row.chat.kind !== "channel" : row.chat.kind === "group");
  return (
    <>
      {named && <span className="row__who">{own ? t`Вы:` : `${sender || "…"}:`} </span>}
      {line}
    </>
  );
}

function LineMarks({ row }: { row: ChatRow }) {
  if (row.failed > 0) return <CircleAlert className="i i--s failed-mark" role="img" aria-label={t`не отправлено`} />;
  if (row.unread > 0) {
    return (
      <>
        {row.mentions > 0 && <AtSign className="i i--s accent" role="img" aria-label={t`обращаются к вам`} />}
        <Badge count={row.unread} words={t`непрочитанных`} quiet={row.muted && row.mentions === 0} />
      </>
    );
  }
  if (row.membership.pinned_at) return <Pin className="i i--s dimmer" role="img" aria-label={t`закреплён`} />;
  return null;
}
