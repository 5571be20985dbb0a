import { t } from "@lingui/core/macro";
import { useHats, useRead } from "../../common/client";
import { listTime } from "../../common/dates";
import { actorName, ChatAvatar, chatName } from "../../common/Who";
import type { ActorId, ChatId, ChatRow, Message, Seq } from "../../core";
import { shortName } from "../../ui/names";
import { kindWord } from "./kinds";
import { marked, snippet } from "./marked";
import type { Hit } from "./model";

interface HitsProps {
  hits: readonly Hit[];
  actor: ActorId;
  onOpen: (chat: ChatId, seq: Seq) => void;
}

/** Messages that were found: where, who, when, and the words. */
export function Hits({ hits, actor, onOpen }: HitsProps) {
  return (
    <ul>
      {hits.map((hit) => (
        <HitRow key={`${hit.message.chat}:${hit.message.seq}`} hit={hit} actor={actor} onOpen={onOpen} />
      ))}
    </ul>
  );
}

function HitRow({ hit: { message, ranges }, actor, onOpen }: { hit: Hit } & Omit<HitsProps, "hits">) {
  const row = useSeen(message.chat, actor);
  const where = useRead((read) => (row ? chatName(read, row, row.actor) : ""));
  const who = useWho(message, row);
  const shown = snippet(message.text || attachedLine(message), message.text ? ranges : []);
  return (
    <li>
      <button type="button" className="row row--wide found" onClick={() => onOpen(message.chat, message.seq)}>
        {row ? <ChatAvatar chat={row.chat} peer={row.peer} actor={row.actor} size="m" /> : <span />}
        <span className="row__body">
          <span className="row__line">
            <span className="name">
              <span className="cut">{where || "…"}</span>
            </span>
            <span className="row__time">{listTime(message.at, Date.now())}</span>
          </span>
          <span className="found__text">
            {who && <span className="row__who">{who}: </span>}
            {marked(shown.text, shown.ranges).map((part) =>
              part.found ? <mark key={part.at}>{part.text}</mark> : <span key={part.at}>{part.text}</span>,
            )}
          </span>
        </span>
      </button>
    </li>
  );
}

/** The chat as the hat sees it, or another of my hats that is in it. */
function useSeen(chat: ChatId, actor: ActorId): ChatRow | undefined {
  const hats = useHats();
  return useRead(
    (read) => read.chatRow(actor, chat) ?? hats.map((hat) => read.chatRow(hat.id, chat)).find((row) => row),
  );
}

function useWho(message: Message, row: ChatRow | undefined): string {
  const hats = useHats();
  const name = useRead((read) => shortName(actorName(read.actor(message.sender))));
  if (row?.chat.kind === "channel") return "";
  return hats.some((hat) => hat.id === message.sender) ? t`Вы` : name;
}

/** What stands for a message without words. */
function attachedLine(message: Message): string {
  const first = message.attachments?.[0];
  if (!first || first.type === "keyboard") return "";
  return [kindWord(first.type), first.name ?? first.title ?? ""].filter(Boolean).join(" · ");
}
