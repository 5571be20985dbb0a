import { t } from "@lingui/core/macro";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import type { ActorId, ChatRow } from "../../core";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";

interface LeaveDialogProps {
  row: ChatRow;
  actor: ActorId;
  onClose: () => void;
  onLeft: () => void;
}

export function LeaveDialog({ row, actor, onClose, onLeft }: LeaveDialogProps) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const channel = row.chat.kind === "channel";
  const leave = () =>
    run(async () => {
      await client.leaveChat(actor, row.id);
      onClose();
      onLeft();
    });
  return (
    <Dialog
      alert
      title={channel ? t`Выйти из канала?` : t`Выйти из группы?`}
      onClose={onClose}
      acts={
        <>
          <Button data-first="" onClick={onClose}>{t`Остаться`}</Button>
          <Button look="danger" busy={busy} onClick={() => void leave()}>
            {channel ? t`Выйти из канала` : t`Выйти из группы`}
          </Button>
        </>
      }
    >
      <p className="dim">
        {channel
          ? t`Новых записей вы не увидите. Вернуться можно по ссылке или по приглашению.`
          : t`Сообщения останутся у группы. Вернуть вас сможет тот, кто её ведёт.`}
      </p>
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
    </Dialog>
  );
}
