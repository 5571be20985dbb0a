import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitWave, readWave, writeWave } from "./wave";

const levels = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 600 });

describe("the picture of a sound", () => {
  it("is written with at most a hundred digits and read back as it was", () => {
    fc.assert(
      fc.property(levels, (given) => {
        const written = writeWave(given);
        fc.pre(Math.max(...given) >= 0.01); // silence stays silence, it is not made loud
        expect(written).toMatch(/^[0-9a-v]{1,100}$/);
        expect(writeWave(readWave(written))).toBe(written);
      }),
    );
  });

  it("fits any number of bars", () => {
    fc.assert(
      fc.property(levels, fc.integer({ min: 1, max: 120 }), (given, count) => {
        const bars = fitWave(given, count);
        expect(bars).toHaveLength(count);
        for (const bar of bars) expect(bar).toBeLessThanOrEqual(Math.max(...given));
      }),
    );
    expect(fitWave([], 3)).toHaveLength(3);
  });
});
