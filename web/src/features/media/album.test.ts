import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { albumRows, ratioOf } from "./album";

const size = fc.record({ width: fc.integer({ min: 1, max: 20_000 }), height: fc.integer({ min: 1, max: 20_000 }) });

describe("an album", () => {
  it("shows every picture once and in its order, in rows that are not absurd", () => {
    fc.assert(
      fc.property(fc.array(size, { minLength: 1, maxLength: 10 }), (sizes) => {
        const rows = albumRows(sizes);
        expect(rows.flatMap((row) => row.items)).toEqual(sizes.map((_, index) => index));
        for (const { items, ratio } of rows) {
          expect(items.length).toBeLessThanOrEqual(4);
          expect(ratio).toBeGreaterThanOrEqual(0.6);
          expect(ratio).toBeLessThanOrEqual(4 * 1.9);
        }
      }),
    );
  });

  it("knows a size where the sender told none", () => {
    expect(ratioOf({})).toBeCloseTo(4 / 3);
  });
});
