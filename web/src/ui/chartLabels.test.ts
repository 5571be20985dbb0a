import fc from "fast-check";
import { expect, test } from "vitest";
import { rowsOf } from "./chartLabels";

test("words far from each other stand in the first row, left of their lines", () => {
  const labels = [120, 260].map((x) => ({ x, text: "волна 1", width: 50 }));
  expect(rowsOf(labels, 30)).toEqual([
    { row: 0, left: 66 },
    { row: 0, left: 206 },
  ]);
});

test("at the edge a word stands to the right of its line", () => {
  expect(rowsOf([{ x: 40, text: "волна 1", width: 50 }], 30)).toEqual([{ row: 0, left: 44 }]);
});

test("no word hides another, wherever the lines are", () => {
  const label = fc.record({
    x: fc.integer({ min: 0, max: 400 }),
    text: fc.constant(""),
    width: fc.integer({ min: 1, max: 90 }),
  });
  fc.assert(
    fc.property(fc.array(label, { maxLength: 8 }), (labels) => {
      const placed = rowsOf(labels, 30).map((one, place) => ({ ...one, to: one.left + (labels[place]?.width ?? 0) }));
      for (const [first, one] of placed.entries()) {
        for (const other of placed.slice(first + 1)) {
          expect(one.row !== other.row || one.to < other.left || other.to < one.left).toBe(true);
        }
      }
    }),
  );
});
