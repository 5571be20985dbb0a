import { t } from "@lingui/core/macro";
import { useClient } from "../../common/client";
import { dayAndTime } from "../../common/dates";
import { useAct } from "../../common/useAct";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { countsText } from "./counts";
import type { Change } from "./shapes";

interface ScimUndoProps {
  organisation: number;
  change: Change;
  /** That change and all after it. */
  going: readonly Change[];
  onClose: () => void;
  onUndone: () => void;
}

/** Before anything goes back: how much. */
export function ScimUndo({ organisation, change, going, onClose, onUndone }: ScimUndoProps) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const undo = () =>
    void run(async () => {
      await client.call("undo_scim", { organisation, since: change.import_id });
      onUndone();
    });
  const sum = (name: "create" | "change" | "leave") => going.reduce((total, one) => total + (one[name] ?? 0), 0);
  const when = dayAndTime(change.at, Date.now());
  const counts = countsText({ create: sum("create"), change: sum("change"), leave: sum("leave") });
  return (
    <Dialog
      alert
      title={t`Отменить всё, что сделал каталог с ${when}?`}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose} data-first="">{t`Не отменять`}</Button>
          <Button look="danger" busy={busy} onClick={undo}>{t`Отменить изменения`}</Button>
        </>
      }
    >
      <div className="stack">
        <p>{t`Вернётся как было: ${counts}. Кто уже вошёл по приглашению, останется со своей должностью.`}</p>
        <p className="dim">{t`После этого каталог ничего не меняет сам: его данные ждут нового плана.`}</p>
        {error && <p className="field__error">{error}</p>}
      </div>
    </Dialog>
  );
}
