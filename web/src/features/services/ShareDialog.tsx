import { plural, t } from "@lingui/core/macro";
import { Check as Tick } from "lucide-react";
import { useState } from "react";
import { useClient, useHat, useRead } from "../../common/client";
import { ChatAvatar, chatName } from "../../common/Who";
import { type ActorId, type ChatId, may } from "../../core";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { TextArea } from "../../ui/Field";
import { Search } from "../../ui/Search";
import { toast } from "../../ui/Toasts";

interface ShareDialogProps {
  text: string;
  hint?: string;
  onClose: () => void;
  onSent: () => void;
}

/** A text from a link or an app: it is said under one's own name, so it is seen and may be changed first. */
export function ShareDialog({ text, hint, onClose, onSent }: ShareDialogProps) {
  const client = useClient();
  const actor = useHat();
  const [words, setWords] = useState(text);
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<ChatId>>(new Set());
  const ids = useRead((read) => read.chatList(actor).ids);
  const toggle = (chat: ChatId) => {
    const next = new Set(chosen);
    if (!next.delete(chat)) next.add(chat);
    setChosen(next);
  };
  const send = () => {
    for (const chat of chosen) client.sendMessage(actor, chat, { text: words.trim() });
    toast(
      plural(chosen.size, {
        one: "Отправлено в # чат",
        few: "Отправлено в # чата",
        many: "Отправлено в # чатов",
        other: "Отправлено в # чата",
      }),
    );
    onSent();
  };
  return (
    <Dialog
      tall
      title={t`Поделиться`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        <Button look="main" disabled={chosen.size === 0 || words.trim() === ""} onClick={send}>
          {t`Отправить от себя`}
        </Button>
      }
    >
      <TextArea
        label={t`Сообщение`}
        hint={hint}
        value={words}
        maxLength={4000}
        onChange={(event) => setWords(event.target.value)}
      />
      <Search label={t`Поиск чатов`} clearLabel={t`Очистить`} value={query} onChange={setQuery} />
      <ul className="picks">
        {ids.map((id) => (
          <Place key={id} actor={actor} chat={id} query={query} chosen={chosen.has(id)} onToggle={toggle} />
        ))}
      </ul>
    </Dialog>
  );
}

interface PlaceProps {
  actor: ActorId;
  chat: ChatId;
  query: string;
  chosen: boolean;
  onToggle: (chat: ChatId) => void;
}

function Place({ actor, chat, query, chosen, onToggle }: PlaceProps) {
  const row = useRead((read) => read.chatRow(actor, chat));
  const name = useRead((read) => (row ? chatName(read, row, actor) : ""));
  const wanted = query.trim().toLocaleLowerCase();
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
        {chosen && <Tick className="i" aria-hidden="true" />}
      </button>
    </li>
  );
}
