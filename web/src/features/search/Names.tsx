import { plural, t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import { useRead } from "../../common/client";
import { NameCare, useNameCare } from "../../common/NameCare";
import { ActorAvatar, ActorName, actorLine, ChatAvatar, chatName } from "../../common/Who";
import type { Actor, ActorId, ChatId } from "../../core";
import { Avatar } from "../../ui/Avatar";
import { Tag } from "../../ui/States";
import type { Names } from "./useSearch";

type PublicChat = Names["public"][number];
type Person = Names["people"][number];

interface SectionProps {
  title: string;
  children: ReactNode;
}

export function Section({ title, children }: SectionProps) {
  return (
    <section className="sect" aria-label={title}>
      <h2 className="sect__title">{title}</h2>
      {children}
    </section>
  );
}

/** My chats that are called so. */
export function ChatNames({
  ids,
  actor,
  onOpen,
}: {
  ids: readonly ChatId[];
  actor: ActorId;
  onOpen: (chat: ChatId) => void;
}) {
  return (
    <Section title={t`Чаты`}>
      <ul>
        {ids.map((id) => (
          <ChatName key={id} id={id} actor={actor} onOpen={onOpen} />
        ))}
      </ul>
    </Section>
  );
}

function ChatName({ id, actor, onOpen }: { id: ChatId; actor: ActorId; onOpen: (chat: ChatId) => void }) {
  const row = useRead((read) => read.chatRow(actor, id));
  const name = useRead((read) => (row ? chatName(read, row, actor) : ""));
  const peer = useRead((read) => (row?.peer === undefined ? undefined : read.actor(row.peer)));
  if (!row) return null;
  const line = row.chat.kind === "dialog" ? actorLine(peer) : membersWord(row.chat.members_count);
  return (
    <li>
      <button type="button" className="row row--dense row--wide" onClick={() => onOpen(id)}>
        <ChatAvatar chat={row.chat} peer={row.peer} actor={actor} size="m" />
        <span className="row__body">
          <span className="name">
            <span className="cut">{name || "…"}</span>
            {peer?.kind === "bot" && <Tag>{t`бот`}</Tag>}
            {row.membership.archived && <Tag>{t`архив`}</Tag>}
          </span>
          <span className="cut t1 dimmer">{line}</span>
        </span>
      </button>
    </li>
  );
}

/** Public chats: a press shows what it is before one joins. */
export function PublicChats({ chats, onOpen }: { chats: readonly PublicChat[]; onOpen: (code: string) => void }) {
  return (
    <Section title={t`Публичные чаты и каналы`}>
      <ul>
        {chats.map((chat) => (
          <li key={chat.id}>
            <button type="button" className="row row--dense row--wide" onClick={() => onOpen(chat.code)}>
              <Avatar shape={chat.kind === "channel" ? "channel" : "group"} name={chat.title} id={chat.id} size="m" />
              <span className="row__body">
                <span className="name">
                  <span className="cut">{chat.title}</span>
                </span>
                <span className="cut t1 dimmer">
                  {[membersWord(chat.members_count), chat.about].filter(Boolean).join(" · ")}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** People and posts; a press begins a dialog. */
export function PeopleNames({ people, onOpen }: { people: readonly Person[]; onOpen: (actor: ActorId) => void }) {
  const care = useNameCare(people.map(({ card }) => card.id));
  return (
    <Section title={t`Люди и должности`}>
      <ul>
        {people.map(({ card, place }) => (
          <li key={card.id}>
            <button type="button" className="row row--dense row--wide" onClick={() => onOpen(card.id)}>
              <ActorAvatar actor={card as Actor} id={card.id} size="m" />
              <span className="row__body">
                <ActorName actor={card as Actor} />
                <span className="cut t1 dimmer">
                  {[actorLine(card as Actor), place ?? ""].filter(Boolean).join(" · ")}
                </span>
                <NameCare code={care.get(card.id)} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function membersWord(count: number): string {
  return plural(count, { one: "# участник", few: "# участника", many: "# участников", other: "# участника" });
}
