import { t } from "@lingui/core/macro";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";

interface PlaceQuestionProps {
  onClose: () => void;
  onAgreed: () => void;
}

/** Nobody says where he is by one wrong press. */
export function PlaceQuestion({ onClose, onAgreed }: PlaceQuestionProps) {
  return (
    <Dialog
      title={t`Отправить, где вы?`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        <>
          <Button data-first="" onClick={onClose}>{t`Не отправлять`}</Button>
          <Button look="main" onClick={onAgreed}>{t`Отправить`}</Button>
        </>
      }
    >
      <p>{t`Место, где сейчас это устройство, увидят бот и все участники чата.`}</p>
    </Dialog>
  );
}
