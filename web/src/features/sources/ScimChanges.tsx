import { t } from "@lingui/core/macro";
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { dayAndTime } from "../../common/dates";
import { Button } from "../../ui/Button";
import { countsText } from "./counts";
import { ScimUndo } from "./ScimUndo";
import { type Change, type Scim, useLooking } from "./shapes";

const SHOWN = 5;

interface ScimChangesProps {
  state: Scim;
  onLook: (report: number) => void;
  onChanged: () => void;
}

/** What the directory changed within a day: looked at, and taken back from one change on. */
export function ScimChanges({ state, onLook, onChanged }: ScimChangesProps) {
  const [all, setAll] = useState(false);
  const [ending, setEnding] = useState<Change>();
  const [going, setGoing] = useState<number>();
  const { changes = [], problem } = state;
  const undoing = going !== undefined && !problem && changes.some((one) => one.import_id === going);
  useLooking(undoing, onChanged);
  if (changes.length === 0) return null;
  return (
    <div className="stack stack--tight">
      <h3 className="b">{t`Сделано за сутки`}</h3>
      {undoing && <p role="status">{t`Отменяем…`}</p>}
      <ul className="stack stack--tight">
        {changes.slice(0, all ? undefined : SHOWN).map((one) => (
          <li key={one.import_id} className="stack stack--tight">
            <span>
              <span className="num">{dayAndTime(one.at, Date.now())}</span>
              <span className="t1 dim"> · {countsText(one)}</span>
            </span>
            <span className="line wrap">
              <Button onClick={() => onLook(one.import_id)}>{t`Посмотреть`}</Button>
              <Button look="danger-quiet" disabled={undoing} onClick={() => setEnding(one)}>
                <Undo2 className="i i--s" aria-hidden="true" />
                {t`Отменить отсюда`}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {changes.length > SHOWN && !all && (
        <div className="line">
          <Button look="quiet" onClick={() => setAll(true)}>{t`Показать ещё`}</Button>
        </div>
      )}
      {ending && (
        <ScimUndo
          organisation={state.organisation}
          change={ending}
          going={changes.slice(0, changes.findIndex((one) => one.import_id === ending.import_id) + 1)}
          onClose={() => setEnding(undefined)}
          onUndone={() => {
            setGoing(ending.import_id);
            setEnding(undefined);
            onChanged();
          }}
        />
      )}
    </div>
  );
}
