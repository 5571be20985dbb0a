import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { ChatPicker } from "../../common/ChatPicker";
import { useClient, useHat } from "../../common/client";
import type { ChatId } from "../../core";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { TextArea } from "../../ui/Field";
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
  const [chosen, setChosen] = useState<readonly ChatId[]>([]);
  const send = () => {
    for (const chat of chosen) client.sendMessage(actor, chat, { text: words.trim() });
    toast(
      plural(chosen.length, {
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
        <Button look="main" disabled={chosen.length === 0 || words.trim() === ""} onClick={send}>
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
      <ChatPicker actor={actor} chosen={chosen} onChange={setChosen} />
    </Dialog>
  );
}
