import { t } from "@lingui/core/macro";
import { type Cell, people } from "./shapes";

/** How many have come: a bar with its percentage; hatched and without a number where there is no figure. */
export function Progress({ cell, late }: { cell: Cell; late?: boolean | undefined }) {
  if (cell.share === null || cell.share === undefined) {
    const text = cell.people === null || cell.people === undefined ? t`скрыто` : people(cell.signed_in);
    return (
      <div className="share share--hidden">
        <span className="share__bar" aria-hidden="true" />
        <span className="t1 dim">{text}</span>
      </div>
    );
  }
  const look = cell.done ? "share--done" : late ? "share--late" : "";
  return (
    <div className={`share ${look}`}>
      <meter className="share__bar" min={0} max={100} value={cell.share} aria-label={t`вошли`}>
        {cell.share}
      </meter>
      <span className="t1 num">{`${cell.share}\u00a0%`}</span>
    </div>
  );
}
