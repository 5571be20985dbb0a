/** How pictures of one message stand together: rows of equal height, so that the size is known before anything loads. */

/** Rows by the number of pictures; each number is how many stand in the row. */
const ROWS: Readonly<Record<number, readonly number[]>> = {
  1: [1],
  2: [2],
  3: [1, 2],
  4: [2, 2],
  5: [2, 3],
  6: [3, 3],
  7: [2, 2, 3],
  8: [3, 2, 3],
  9: [3, 3, 3],
  10: [3, 3, 4],
};
const NARROWEST = 0.6;
const WIDEST = 1.9;
const WIDE = 1.4;

export interface Size {
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** Width to height of one picture, within what can be looked at in a row. */
export function ratioOf({ width, height }: Size, narrowest = NARROWEST, widest = WIDEST): number {
  if (!width || !height) return 4 / 3;
  return Math.min(widest, Math.max(narrowest, width / height));
}

export interface AlbumRow {
  /** Places in the list. */
  readonly items: readonly number[];
  /** Width to height of the whole row. */
  readonly ratio: number;
}

export function albumRows(sizes: readonly Size[]): readonly AlbumRow[] {
  const ratios = sizes.map((size) => ratioOf(size));
  const rows: AlbumRow[] = [];
  let at = 0;
  for (const count of shape(ratios)) {
    const items = Array.from({ length: Math.min(count, ratios.length - at) }, (_, index) => at + index);
    at += items.length;
    if (items.length > 0) rows.push({ items, ratio: items.reduce((sum, item) => sum + (ratios[item] ?? 1), 0) });
  }
  return rows;
}

function shape(ratios: readonly number[]): readonly number[] {
  const wide = ratios.filter((ratio) => ratio >= WIDE).length;
  if (ratios.length === 2 && wide === 2) return [1, 1];
  if (ratios.length === 3 && wide === 0) return [3];
  if (ratios.length === 4 && (ratios[0] ?? 1) >= WIDE) return [1, 3];
  return ROWS[ratios.length] ?? [...Array<number>(Math.floor(ratios.length / 3)).fill(3), ratios.length % 3];
}
