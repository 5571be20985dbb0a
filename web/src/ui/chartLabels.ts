/** A word at the head of a line through a chart. */
export interface Label {
  x: number;
  text: string;
  width: number;
}

const GAP = 4;

/** Where words stand so that none hides another: left of their lines if there is room, and in further rows below. */
export function rowsOf(labels: readonly Label[], edge: number): { row: number; left: number }[] {
  const taken: { row: number; from: number; to: number }[] = [];
  return labels.map(({ x, width }) => {
    const before = x - GAP - width;
    const left = before < edge ? x + GAP : before;
    const to = left + width;
    let row = 0;
    while (taken.some((one) => one.row === row && left < one.to + GAP && one.from < to + GAP)) row += 1;
    taken.push({ row, from: left, to });
    return { row, left };
  });
}
