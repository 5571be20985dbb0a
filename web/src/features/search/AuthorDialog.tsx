import { t } from "@lingui/core/macro";
import { PeoplePicker } from "../../common/PeoplePicker";
import type { ActorId } from "../../core";
import { Dialog } from "../../ui/Dialog";

interface AuthorDialogProps {
  onClose: () => void;
  onChoose: (author: ActorId) => void;
}

/** Whoever wrote it: anybody who can be found, not only those among the answers. */
export function AuthorDialog({ onClose, onChoose }: AuthorDialogProps) {
  return (
    <Dialog tall title={t`Чьи сообщения`} closeLabel={t`Закрыть`} onClose={onClose}>
      <PeoplePicker
        single
        label={t`Имя или должность`}
        chosen={[]}
        onChange={([chosen]) => {
          if (chosen) onChoose(chosen.id);
        }}
      />
    </Dialog>
  );
}
