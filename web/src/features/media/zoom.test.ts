import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FITTED, held, LARGEST, zoomAt } from "./zoom";

const point = fc.integer({ min: -500, max: 500 });

describe("zoom", () => {
  it("keeps what is under the pointer there", () => {
    fc.assert(
      fc.property(point, point, fc.double({ min: 1.01, max: 4, noNaN: true }), (x, y, factor) => {
        const after = zoomAt(FITTED, factor, x, y);
        expect((x - after.x) / after.scale).toBeCloseTo(x, 6);
        expect((y - after.y) / after.scale).toBeCloseTo(y, 6);
      }),
    );
  });

  it("stays between fitted and largest", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.1, max: 10, noNaN: true })), (factors) => {
        const end = factors.reduce((zoom, factor) => zoomAt(zoom, factor, 10, 10), FITTED);
        expect(end.scale).toBeGreaterThanOrEqual(1);
        expect(end.scale).toBeLessThanOrEqual(LARGEST);
      }),
    );
  });

  it("does not lose the picture behind an edge", () => {
    const stage = { width: 800, height: 600 };
    const picture = { width: 800, height: 400 };
    expect(held({ scale: 1, x: 300, y: -90 }, picture, stage)).toEqual(FITTED);
    expect(held({ scale: 2, x: 1000, y: -1000 }, picture, stage)).toEqual({ scale: 2, x: 400, y: -100 });
  });
});
