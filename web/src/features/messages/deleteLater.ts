import { plural, t } from "@lingui/core/macro";
import { useUi } from "../../common/state";
import { errorText } from "../../common/trouble";
import type { ChatMessage, Client } from "../../core";
import { toast } from "../../ui/Toasts";

const UNDO_MS = 5000;

/**
 * Hides the messages at once and deletes them when the time to change one's mind is over, whatever is on the screen by
 * then.
 */
export function deleteLater(
  client: Client,
  actor: number,
  messages: readonly ChatMessage[],
  forEveryone: boolean,
): void {
  const chat = messages[0]?.chat;
  if (chat === undefined) return;
  const seqs = messages.map((message) => message.seq);
  const { setLeaving } = useUi.getState();
  setLeaving(chat, seqs, true);
  toast(told(seqs.length, forEveryone), {
    ms: UNDO_MS,
    act: { label: t`Вернуть`, run: () => setLeaving(chat, seqs, false) },
    gone: () => {
      client
        .deleteMessages(actor, chat, seqs, forEveryone)
        .catch((thrown: unknown) => toast(errorText(thrown)))
        .finally(() => setLeaving(chat, seqs, false));
    },
  });
}

function told(count: number, forEveryone: boolean): string {
  if (count === 1) return forEveryone ? t`Сообщение удалено у всех` : t`Сообщение удалено у вас`;
  const words = plural(count, {
    one: "Удалено # сообщение",
    few: "Удалено # сообщения",
    many: "Удалено # сообщений",
    other: "Удалено # сообщения",
  });
  return forEveryone ? t`${words} у всех` : t`${words} у вас`;
}
