import { t } from "@lingui/core/macro";
import { useUi } from "../../common/state";
import { errorText } from "../../common/trouble";
import type { ChatMessage, Client } from "../../core";
import { toast } from "../../ui/Toasts";

const UNDO_MS = 5000;

/** Hides the message at once and deletes it when the time to change one's mind is over. */
export function deleteLater(client: Client, actor: number, message: ChatMessage, forEveryone: boolean): void {
  const { chat, seq } = message;
  const { setLeaving } = useUi.getState();
  setLeaving(chat, [seq], true);
  toast(forEveryone ? t`Сообщение удалено у всех` : t`Сообщение удалено у вас`, {
    ms: UNDO_MS,
    act: { label: t`Вернуть`, run: () => setLeaving(chat, [seq], false) },
    gone: () => {
      client
        .deleteMessages(actor, chat, [seq], forEveryone)
        .catch((thrown: unknown) => toast(errorText(thrown)))
        .finally(() => setLeaving(chat, [seq], false));
    },
  });
}
