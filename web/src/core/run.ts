/** An unbroken run of the messages of a chat, sorted by seq. */
import type { ChatMessage, Seq } from "./model";

export class Run {
  rows: ChatMessage[] = [];

  /** Knows everything from `from` to `to`; `to` is Infinity for the run that ends at the newest message. */
  constructor(
    public from: Seq,
    public to: number,
  ) {}

  covers(seq: Seq): boolean {
    return seq >= this.from && seq <= this.to;
  }

  /** The place of the first row whose seq is not below `seq`. */
  place(seq: Seq): number {
    let low = 0;
    let high = this.rows.length;
    const last = this.rows[high - 1];
    if (last === undefined || last.seq < seq) return high;
    while (low < high) {
      const middle = (low + high) >> 1;
      const row = this.rows[middle];
      if (row !== undefined && row.seq < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  get(seq: Seq): ChatMessage | undefined {
    const row = this.rows[this.place(seq)];
    return row?.seq === seq ? row : undefined;
  }

  /** Puts the row in its place, over an older state of it. The caller has compared versions and asked `covers`. */
  put(row: ChatMessage): void {
    const at = this.place(row.seq);
    if (this.rows[at]?.seq === row.seq) this.rows[at] = row;
    else this.rows.splice(at, 0, row);
  }

  remove(seq: Seq): boolean {
    const at = this.place(seq);
    if (this.rows[at]?.seq !== seq) return false;
    this.rows.splice(at, 1);
    return true;
  }

  /** Extends the run downwards to `from` with rows that lie below it. */
  prepend(rows: readonly ChatMessage[], from: Seq): void {
    this.rows = [...rows.filter((row) => row.seq < this.from), ...this.rows];
    this.from = Math.min(this.from, from);
  }

  append(rows: readonly ChatMessage[], to: number): void {
    this.rows = [...this.rows, ...rows.filter((row) => row.seq > this.to)];
    this.to = Math.max(this.to, to);
  }

  /** Forgets the oldest rows beyond `keep`. */
  trimOldest(keep: number): void {
    const extra = this.rows.length - keep;
    if (extra <= 0) return;
    this.rows = this.rows.slice(extra);
    this.from = this.rows[0]?.seq ?? this.from;
  }

  /** Forgets the newest rows beyond `keep`. */
  trimNewest(keep: number): void {
    if (this.rows.length <= keep) return;
    this.rows = this.rows.slice(0, keep);
    this.to = this.rows[keep - 1]?.seq ?? this.to;
  }
}
