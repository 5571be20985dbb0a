import { t } from "@lingui/core/macro";
import { useClient } from "../../common/client";
import { PeoplePicker } from "../../common/PeoplePicker";
import { useAsk } from "../../common/useAsk";
import type { ActorId, ChatId } from "../../core";
import { Dialog } from "../../ui/Dialog";

interface AuthorDialogProps {
  actor: ActorId;
  /** Where is searched, or what is open beside: its members are offered. */
  chat: ChatId | undefined;
  onClose: () => void;
  onChoose: (author: ActorId) => void;
}

const OFFERED = 100;

/** Whoever wrote it: a member of the chat, or anybody who can be found. */
export function AuthorDialog({ actor, chat, onClose, onChoose }: AuthorDialogProps) {
  const client = useClient();
  // Who may not see the members finds people by their names, as everywhere.
  const { value } = useAsk(`authors ${actor} ${chat}`, async () => {
    if (chat === undefined) return [];
    const as = client.read.membership(actor, chat) && actor !== client.account.id ? { as: actor } : {};
    const { members } = await client.call("list_members", { chat, limit: OFFERED, ...as });
    return members.map((member) => member.actor);
  });
  return (
    <Dialog tall title={t`Чьи сообщения`} closeLabel={t`Закрыть`} onClose={onClose}>
      <PeoplePicker
        single
        label={t`Имя или должность`}
        chosen={[]}
        offered={value}
        offer={t`Участники чата. Остальных можно найти по имени.`}
        onChange={([chosen]) => {
          if (chosen) onChoose(chosen.id);
        }}
      />
    </Dialog>
  );
}
