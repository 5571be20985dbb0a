import { t } from "@lingui/core/macro";
import { useUi } from "../../common/state";
import { errorText } from "../../common/trouble";
import { type ChatMessage, type Client, type Membership, may } from "../../core";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { toast } from "../../ui/Toasts";

interface DeleteDialogProps {
  message: ChatMessage;
  own: boolean;
  membership: Membership | undefined;
  onChoose: (forEveryone: boolean) => void;
  onClose: () => void;
}

export function DeleteDialog({ message, own, membership, onChoose, onClose }: DeleteDialogProps) {
  const everyone = !message.deleted && (own || may(membership, "DELETE_ANY"));
  return (
    <Dialog
      alert
      title={t`Удалить сообщение?`}
      onClose={onClose}
      acts={
        <>
          <Button data-first="" onClick={onClose}>{t`Оставить`}</Button>
          <Button look="danger-quiet" onClick={() => onChoose(false)}>{t`Удалить у себя`}</Button>
          {everyone && <Button look="danger" onClick={() => onChoose(true)}>{t`Удалить у всех`}</Button>}
        </>
      }
    >
      <p className="dim">
        {everyone
          ? t`«У себя» уберёт его только из вашей переписки. «У всех» уберёт текст у каждого участника, останется отметка об удалении.`
          : t`Оно исчезнет только из вашей переписки, у других участников останется.`}
      </p>
    </Dialog>
  );
}

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
