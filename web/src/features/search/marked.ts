import type { Range } from "./model";

export interface Part {
  readonly text: string;
  readonly found: boolean;
  /** Where it begins: a key among its neighbours. */
  readonly at: number;
}

const BEFORE = 40;
const LENGTH = 180;

/** A text in parts: what is found and what stands between. */
export function marked(text: string, ranges: readonly Range[]): Part[] {
  const parts: Part[] = [];
  let done = 0;
  const put = (from: number, to: number, found: boolean) => {
    if (to > from) parts.push({ text: text.slice(from, to), found, at: from });
  };
  for (const [at, length] of ranges) {
    const from = Math.max(at, done);
    const to = Math.min(at + length, text.length);
    if (to <= from) continue;
    put(done, from, false);
    put(from, to, true);
    done = to;
  }
  put(done, text.length, false);
  return parts;
}

/** One line of a message, from a little before the first thing found. Places stay right: breaks become blanks, one for one. */
export function snippet(text: string, ranges: readonly Range[]): { text: string; ranges: Range[] } {
  const line = text.replace(/\s/g, " ");
  const first = ranges[0]?.[0] ?? 0;
  if (first <= BEFORE) return { text: line.slice(0, first + LENGTH), ranges: [...ranges] };
  const blank = line.lastIndexOf(" ", first - BEFORE / 2);
  const from = blank > first - BEFORE ? blank + 1 : first - BEFORE / 2;
  const part = `…${line.slice(from, from + LENGTH)}`;
  return { text: part, ranges: ranges.map(([at, length]) => [at - from + 1, length] as const) };
}
