import { plural, t } from "@lingui/core/macro";
import { useHats, useRead } from "../../common/client";
import { type ActorId, type ChatMessage, may } from "../../core";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";

interface DeleteDialogProps {
  actor: ActorId;
  messages: readonly ChatMessage[];
  onChoose: (forEveryone: boolean) => void;
  onClose: () => void;
}

export default function DeleteDialog({ actor, messages, onChoose, onClose }: DeleteDialogProps) {
  const hats = useHats();
  const chat = messages[0]?.chat ?? 0;
  const mayAny = useRead((read) => may(read.membership(actor, chat), "DELETE_ANY"));
  const own = messages.every((message) => hats.some((hat) => hat.id === message.sender));
  const everyone = (own || mayAny) && messages.every((message) => !message.deleted);
  const count = messages.length;
  const many = plural(count, {
    one: "Удалить # сообщение?",
    few: "Удалить # сообщения?",
    many: "Удалить # сообщений?",
    other: "Удалить # сообщения?",
  });
  return (
    <Dialog
      alert
      title={count === 1 ? t`Удалить сообщение?` : many}
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
          ? t`«У себя» уберёт только из вашей переписки. «У всех» уберёт текст у каждого участника, останется отметка об удалении.`
          : t`Исчезнет только из вашей переписки, у других участников останется.`}
      </p>
    </Dialog>
  );
}
