import { t } from "@lingui/core/macro";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import type { Import } from "./shapes";

interface UndoDialogProps {
  one: Import;
  onClose: () => void;
  onDone: () => void;
}

/** Takes a group away again, or a plan out of the list. */
export function UndoDialog({ one, onClose, onDone }: UndoDialogProps) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const undo = () =>
    void run(async () => {
      await client.call("undo_import", { import: one.id });
      onDone();
      onClose();
    });
  return (
    <Dialog
      alert
      title={one.chat ? t`Отменить перенос?` : t`Убрать выгрузку?`}
      onClose={onClose}
      acts={
        <>
          <Button data-first="" onClick={onClose}>{t`Оставить`}</Button>
          <Button look="danger" busy={busy} onClick={undo}>
            {one.chat ? t`Отменить перенос` : t`Убрать`}
          </Button>
        </>
      }
    >
      <p className="dim">
        {one.chat
          ? t`Группа «${one.title ?? ""}» исчезнет у всех участников со всем, что в ней есть, и с тем, что в ней написали уже здесь. Выгрузку можно будет перенести ещё раз.`
          : t`Загруженная выгрузка будет удалена с сервера. Ничего ещё не перенесено.`}
      </p>
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
    </Dialog>
  );
}
