import { t } from "@lingui/core/macro";
import { type Cell, part } from "./shapes";

/** How many have come: a bar with its percentage; hatched, with a word, where a number would give a few people away. */
export function Progress({ cell, late }: { cell: Cell; late?: boolean | undefined }) {
  if (cell.share === null || cell.share === undefined) {
    const look = cell.signed_in === "nearly" ? "share--nearly" : "share--hidden";
    return (
      <div className={`share ${look}`}>
        <span className="share__bar" aria-hidden="true" />
        <span className="t1 dim">{part(cell.signed_in)}</span>
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
