import { expect, test } from "vitest";
import { asClock, isQuiet, ofClock, type Quiet } from "./quiet";

const NIGHT: Quiet = { on: true, start: 22 * 60, end: 7 * 60, days: [4], zone: "Europe/Berlin" };
const at = (text: string) => Date.parse(text);

test("a night belongs to the day on which it begins", () => {
  expect(isQuiet(NIGHT, at("2026-11-27T21:59+01:00"))).toBe(false);
  expect(isQuiet(NIGHT, at("2026-11-27T22:00+01:00"))).toBe(true);
  expect(isQuiet(NIGHT, at("2026-11-28T06:59+01:00"))).toBe(true);
  expect(isQuiet(NIGHT, at("2026-11-28T07:00+01:00"))).toBe(false);
  expect(isQuiet(NIGHT, at("2026-11-28T23:00+01:00"))).toBe(false);
  expect(isQuiet({ ...NIGHT, on: false }, at("2026-11-27T23:00+01:00"))).toBe(false);
});

test("an hour at noon, in the person's own zone", () => {
  const lunch: Quiet = { on: true, start: 720, end: 780, days: [0, 1, 2, 3, 4], zone: "Asia/Yekaterinburg" };
  expect(isQuiet(lunch, at("2026-11-27T12:30+05:00"))).toBe(true);
  expect(isQuiet(lunch, at("2026-11-27T12:30+03:00"))).toBe(false);
});

test("times are read and shown as on a clock", () => {
  expect(asClock(7 * 60 + 5)).toBe("07:05");
  expect(ofClock("22:30", 0)).toBe(1350);
  expect(ofClock("", 77)).toBe(77);
});
