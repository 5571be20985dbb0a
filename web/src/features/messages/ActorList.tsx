import { t } from "@lingui/core/macro";
import { useActor } from "../../common/client";
import { dayAndTime } from "../../common/dates";
import { ActorAvatar, ActorName, actorLine } from "../../common/Who";
import type { ActorId } from "../../core";
import { RowSkeletons } from "../../ui/States";
import { useActs } from "./acts";

export interface ActorRow {
  readonly actor: ActorId;
  readonly at?: number;
  /** What stands at the end of the line (an emoji). */
  readonly mark?: string;
}

interface ActorListProps {
  rows: readonly ActorRow[] | undefined;
  error: string | undefined;
  onClose: () => void;
}

/** People in a dialog, each with a time; a press leads to a dialog with him. */
export function ActorList({ rows, error, onClose }: ActorListProps) {
  if (error) {
    return (
      <p className="field__error" role="alert">
        {error}
      </p>
    );
  }
  if (!rows) return <RowSkeletons count={4} label={t`Загружаем список`} />;
  if (rows.length === 0) return <p className="dim">{t`Пока никого`}</p>;
  return (
    <ul className="picks">
      {rows.map((row) => (
        <li key={`${row.actor} ${row.mark ?? ""}`}>
          <Line row={row} onClose={onClose} />
        </li>
      ))}
    </ul>
  );
}

function Line({ row, onClose }: { row: ActorRow; onClose: () => void }) {
  const { openActor } = useActs();
  const actor = useActor(row.actor);
  const line = [actorLine(actor), row.at && dayAndTime(row.at, Date.now())].filter(Boolean).join(" · ");
  return (
    <button
      type="button"
      className="row row--dense row--wide"
      onClick={() => {
        onClose();
        openActor(row.actor);
      }}
    >
      <ActorAvatar actor={actor} id={row.actor} size="m" />
      <span className="row__body">
        <span className="row__line">
          <ActorName actor={actor} />
          {row.mark && <span className="t4">{row.mark}</span>}
        </span>
        {line && <span className="cut t1 dimmer">{line}</span>}
      </span>
    </button>
  );
}
