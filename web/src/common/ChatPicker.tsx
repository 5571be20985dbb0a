import { t } from "@lingui/core/macro";
import { Check } from "lucide-react";
import { useState } from "react";
import { type ActorId, type ChatId, may } from "../core";
import { Search } from "../ui/Search";
import { useRead } from "./client";
import { ChatAvatar, chatName } from "./Who";

interface ChatPickerProps {
  /** Under which hat: only chats where it may write. */
  actor: ActorId;
  chosen: readonly ChatId[];
  onChange: (chosen: readonly ChatId[]) => void;
}

/** Where to: one chat or several, found by their names. */
export function ChatPicker({ actor, chosen, onChange }: ChatPickerProps) {
  const [query, setQuery] = useState("");
  const ids = useRead((read) => read.chatList(actor).ids);
  const wanted = query.trim().toLocaleLowerCase();
  const toggle = (chat: ChatId) =>
    onChange(chosen.includes(chat) ? chosen.filter((other) => other !== chat) : [...chosen, chat]);
  return (
    <>
      <Search label={t`Поиск чатов`} clearLabel={t`Очистить`} value={query} onChange={setQuery} />
      <ul className="picks">
        {ids.map((id) => (
          <Place key={id} actor={actor} chat={id} wanted={wanted} chosen={chosen.includes(id)} onToggle={toggle} />
        ))}
      </ul>
    </>
  );
}

interface PlaceProps {
  actor: ActorId;
  chat: ChatId;
  wanted: string;
  chosen: boolean;
  onToggle: (chat: ChatId) => void;
}

function Place({ actor, chat, wanted, chosen, onToggle }: PlaceProps) {
  const row = useRead((read) => read.chatRow(actor, chat));
  const name = useRead((read) => (row ? chatName(read, row, actor) : ""));
  if (!row || !may(row.membership, "POST") || !name.toLocaleLowerCase().includes(wanted)) return null;
  return (
    <li>
      <button
        type="button"
        className="row row--dense row--wide row--pick"
        aria-pressed={chosen}
        onClick={() => onToggle(chat)}
      >
        <ChatAvatar chat={row.chat} peer={row.peer} actor={actor} size="m" />
        <span className="name grow">
          <span className="cut">{name}</span>
        </span>
        {chosen && <Check className="i" aria-hidden="true" />}
      </button>
    </li>
  );
}
