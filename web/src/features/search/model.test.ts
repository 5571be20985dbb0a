import { describe, expect, it } from "vitest";
import { asked, NO_FILTERS, timeOf } from "./model";

const NOW = new Date(2026, 10, 23, 15).getTime();

describe("the time of a search", () => {
  it("goes back from now, or not at all", () => {
    expect(timeOf("any", undefined, NOW)).toEqual({});
    expect(timeOf("day", undefined, NOW)).toEqual({ from: NOW - 86_400_000 });
  });

  it("takes days of one's own, the last one to its end", () => {
    const begin = new Date(2026, 1, 27).getTime();
    const end = new Date(2026, 2, 1).getTime();
    expect(timeOf("own", { first: "2026-02-27", last: "2026-02-28" }, NOW)).toEqual({ from: begin, to: end });
    expect(timeOf("own", { last: "2026-02-28" }, NOW)).toEqual({ to: end });
    expect(timeOf("own", { first: "2026-02-27" }, NOW)).toEqual({ from: begin });
    expect(timeOf("own", undefined, NOW)).toEqual({});
  });

  it("stands in the question beside the other filters", () => {
    const filters = { ...NO_FILTERS, author: 7, period: "own" as const, days: { first: "2026-02-27" } };
    expect(asked("снег", filters, 1, NOW)).toEqual({
      query: "снег",
      author: 7,
      from: new Date(2026, 1, 27).getTime(),
      as: 1,
    });
  });
});
