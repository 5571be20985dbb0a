import { t } from "@lingui/core/macro";
import { type ChatMessage, type Membership, may } from "../../core";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";

interface DeleteDialogProps {
  message: ChatMessage;
  own: boolean;
  membership: Membership | undefined;
  onChoose: (forEveryone: boolean) => void;
  onClose: () => void;
}

export default function DeleteDialog({ message, own, membership, onChoose, onClose }: DeleteDialogProps) {
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
