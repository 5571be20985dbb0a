import { i18n } from "@lingui/core";
import { beforeEach, describe, expect, it } from "vitest";
import { clockTime, dayAndTime, dayLine, dayNumber, endOfDay, listTime } from "./dates";

const at = (year: number, month: number, day: number, hour = 10, minute = 47) =>
  new Date(year, month - 1, day, hour, minute).getTime();

const now = at(2026, 11, 19, 17, 4);

describe("dates in Russian", () => {
  beforeEach(() => i18n.loadAndActivate({ locale: "ru", messages: {} }));

  it("names today and yesterday, then days, then years", () => {
    expect(dayLine(at(2026, 11, 19, 0, 1), now)).toBe("Сегодня, 19 ноября");
    expect(dayLine(at(2026, 11, 18, 23, 59), now)).toBe("Вчера, 18 ноября");
    expect(dayLine(at(2026, 11, 11), now)).toBe("11 ноября");
    expect(dayLine(at(2025, 12, 31), now)).toContain("31 декабря 2025");
  });

  it("shortens the time in a list with its age", () => {
    expect(listTime(at(2026, 11, 19), now)).toBe("10:47");
    expect(listTime(at(2026, 11, 18), now)).toBe("вчера");
    expect(listTime(at(2026, 11, 17), now)).toBe("вт");
    expect(listTime(at(2026, 11, 9), now)).toBe("09.11");
    expect(listTime(at(2024, 2, 29), now)).toBe("29.02.24");
  });

  it("counts calendar days across months and clock changes", () => {
    expect(dayNumber(at(2026, 3, 1)) - dayNumber(at(2026, 2, 28))).toBe(1);
    expect(dayNumber(at(2026, 3, 30, 0, 5)) - dayNumber(at(2026, 3, 29, 23, 55))).toBe(1);
  });

  it("takes a picked day to its end", () => {
    expect(endOfDay("2026-11-30")).toBe(at(2026, 11, 30, 23, 59) + 59_000);
    expect(endOfDay("")).toBeUndefined();
  });
});

describe("dates in English", () => {
  beforeEach(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

  it("keeps 24 hours and day before month", () => {
    expect(clockTime(at(2026, 11, 19, 17, 4))).toBe("17:04");
    expect(dayAndTime(at(2026, 11, 19, 17, 4), now)).toBe("19 November, 17:04");
  });
});
