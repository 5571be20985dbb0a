import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coordinates, readCoordinates } from "./place";

describe("coordinates", () => {
  it.each([
    ["55.7558, 37.6173", 55.7558, 37.6173],
    ["55,7558 37,6173", 55.7558, 37.6173],
    ["55.7558° N, 37.6173° E", 55.7558, 37.6173],
    ["33.9 S 18.4 E", -33.9, 18.4],
    ["-33.9; 18.4", -33.9, 18.4],
  ])("are read from %s", (text, lat, lon) => {
    expect(readCoordinates(text)).toEqual({ lat, lon });
  });

  it.each(["", "Москва", "91, 10", "10, 181", "10", "1 2 3", "geo:1,2"])("are not read from %j", (text) => {
    expect(readCoordinates(text)).toBeUndefined();
  });

  it("are read as they are shown", () => {
    const lat = fc.double({ min: -90, max: 90, noNaN: true });
    const lon = fc.double({ min: -180, max: 180, noNaN: true });
    fc.assert(
      fc.property(lat, lon, (north, east) => {
        const read = readCoordinates(coordinates(north, east));
        expect(read?.lat).toBeCloseTo(north, 4);
        expect(read?.lon).toBeCloseTo(east, 4);
      }),
    );
  });
});
