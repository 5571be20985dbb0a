import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useClient, useRead } from "../../common/client";
import { ChatAvatar, chatName } from "../../common/Who";
import type { ActorId, ChatId, ChatMessage, ChatRow } from "../../core";
import { may } from "../../core";
import { Dialog } from "../../ui/Dialog";
import { Search } from "../../ui/Search";
import { toast } from "../../ui/Toasts";

interface ForwardDialogProps {
  actor: ActorId;
  message: ChatMessage;
  onClose: () => void;
}

/** Where to: the chats of this hat where it may write. */
export default function ForwardDialog({ actor, message, onClose }: ForwardDialogProps) {
  const client = useClient();
  const [query, setQuery] = useState("");
  const ids = useRead((read) => read.chatList(actor).ids);
  const wanted = query.trim().toLocaleLowerCase();

  const choose = (chat: ChatId, name: string) => {
    client.forwardMessage(actor, chat, { chat: message.chat, seq: message.seq });
    onClose();
    toast(t`Переслано: ${name}`);
  };

  return (
    <Dialog tall title={t`Переслать`} closeLabel={t`Закрыть`} onClose={onClose}>
      <Search label={t`Поиск чатов`} clearLabel={t`Очистить`} value={query} onChange={setQuery} />
      <ul>
        {ids.map((id) => (
          <Place key={id} actor={actor} chat={id} wanted={wanted} onChoose={choose} />
        ))}
      </ul>
    </Dialog>
  );
}

interface PlaceProps {
  actor: ActorId;
  chat: ChatId;
  wanted: string;
  onChoose: (chat: ChatId, name: string) => void;
}

function Place({ actor, chat, wanted, onChoose }: PlaceProps) {
  const row: ChatRow | undefined = useRead((read) => read.chatRow(actor, chat));
  const name = useRead((read) => (row ? chatName(read, row, actor) : ""));
  if (!row || !may(row.membership, "POST") || !name.toLocaleLowerCase().includes(wanted)) return null;
  return (
    <li>
      <button type="button" className="row row--dense row--wide" onClick={() => onChoose(chat, name)}>
        <ChatAvatar chat={row.chat} peer={row.peer} actor={actor} size="m" />
        <span className="name">
          <span className="cut">{name}</span>
        </span>
      </button>
    </li>
  );
}
