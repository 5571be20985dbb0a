import { t } from "@lingui/core/macro";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import type { Directory } from "./shapes";

interface RemoveDirectoryProps {
  one: Directory;
  onClose: () => void;
  onRemoved: () => void;
}

export function RemoveDirectory({ one, onClose, onRemoved }: RemoveDirectoryProps) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const { name } = one;
  const remove = () =>
    void run(async () => {
      await client.call("remove_directory", { directory: one.id });
      onRemoved();
    });
  return (
    <Dialog
      alert
      title={t`Убрать каталог «${name}»?`}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose} data-first="">{t`Отмена`}</Button>
          <Button look="danger" busy={busy} onClick={remove}>{t`Убрать`}</Button>
        </>
      }
    >
      <p>{t`Больше он не читается, профиль пропадёт. Люди и подразделения останутся, как есть.`}</p>
      {error && <p className="field__error">{error}</p>}
    </Dialog>
  );
}
