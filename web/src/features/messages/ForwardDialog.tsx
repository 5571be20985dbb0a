import { plural, t } from "@lingui/core/macro";
import { Check as Tick } from "lucide-react";
import { useState } from "react";
import { useClient, useRead } from "../../common/client";
import { ChatAvatar, chatName } from "../../common/Who";
import { type ActorId, type ChatId, type ChatMessage, type ChatRow, may } from "../../core";
import { Button } from "../../ui/Button";
import { Check } from "../../ui/Check";
import { Dialog } from "../../ui/Dialog";
import { Search } from "../../ui/Search";
import { toast } from "../../ui/Toasts";

interface ForwardDialogProps {
  actor: ActorId;
  messages: readonly ChatMessage[];
  onClose: () => void;
  onSent: () => void;
}

/** Where to: chats of this hat where it may write, one or several. */
export default function ForwardDialog({ actor, messages, onClose, onSent }: ForwardDialogProps) {
  const client = useClient();
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState<readonly ChatId[]>([]);
  const [bare, setBare] = useState(false);
  const ids = useRead((read) => read.chatList(actor).ids);
  const wanted = query.trim().toLocaleLowerCase();
  const count = chosen.length;

  const send = () => {
    for (const chat of chosen)
      for (const { chat: from, seq } of messages) client.forwardMessage(actor, chat, { chat: from, seq }, bare);
    onSent();
    toast(
      plural(count, {
        one: "Переслано в # чат",
        few: "Переслано в # чата",
        many: "Переслано в # чатов",
        other: "Переслано в # чата",
      }),
    );
  };
  const toggle = (chat: ChatId) =>
    setChosen(chosen.includes(chat) ? chosen.filter((other) => other !== chat) : [...chosen, chat]);

  return (
    <Dialog
      tall
      title={t`Переслать`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        <Button look="main" disabled={count === 0} onClick={send}>
          {count > 1 ? t`Переслать в чаты: ${count}` : t`Переслать`}
        </Button>
      }
    >
      <Search label={t`Поиск чатов`} clearLabel={t`Очистить`} value={query} onChange={setQuery} />
      <Check label={t`Без имени автора`} checked={bare} onChange={setBare} />
      <ul className="picks">
        {ids.map((id) => (
          <Place key={id} actor={actor} chat={id} wanted={wanted} chosen={chosen.includes(id)} onToggle={toggle} />
        ))}
      </ul>
    </Dialog>
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
  const row: ChatRow | undefined = useRead((read) => read.chatRow(actor, chat));
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
        {chosen && <Tick className="i" aria-hidden="true" />}
      </button>
    </li>
  );
}
