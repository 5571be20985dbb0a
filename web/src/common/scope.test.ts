import { expect, test } from "vitest";
import type { Me } from "../core";
import { administersSome, mayAdminister } from "./scope";

const ANNA: Me = { id: 1, name: "Анна Соколова", locale: "ru", administrator: false };

test("an administrator of the server may everything", () => {
  expect(mayAdminister({ ...ANNA, administrator: true }, 5)).toBe(true);
  expect(mayAdminister(ANNA, 5)).toBe(false);
  expect(administersSome(ANNA)).toBe(false);
});

test("a part is an organisation, or a unit with everything below it", () => {
  const whole: Me = { ...ANNA, administers: [{ organisation: 5, unit: null }] };
  const part: Me = { ...ANNA, administers: [{ organisation: 5, unit: 7 }] };
  expect(mayAdminister(whole, 5)).toBe(true);
  expect(mayAdminister(whole, 5, [7, 8])).toBe(true);
  expect(mayAdminister(whole, 6, [7])).toBe(false);
  expect(mayAdminister(part, 5)).toBe(false);
  expect(mayAdminister(part, 5, [7, 8])).toBe(true);
  expect(mayAdminister(part, 5, [9, 8])).toBe(false);
  expect(administersSome(part)).toBe(true);
});
