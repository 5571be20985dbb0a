import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { ChatPicker } from "../../common/ChatPicker";
import { useClient } from "../../common/client";
import type { ActorId, ChatId, ChatMessage } from "../../core";
import { Button } from "../../ui/Button";
import { Check } from "../../ui/Check";
import { Dialog } from "../../ui/Dialog";
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
  const [chosen, setChosen] = useState<readonly ChatId[]>([]);
  const [bare, setBare] = useState(false);
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
      <Check label={t`Без имени автора`} checked={bare} onChange={setBare} />
      <ChatPicker actor={actor} chosen={chosen} onChange={setChosen} />
    </Dialog>
  );
}
