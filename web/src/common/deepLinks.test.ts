import { describe, expect, it } from "vitest";
import { placeOf } from "./deepLinks";

const OURS = "https://veche.city.example";

describe("where a link leads", () => {
  it.each([
    [`${OURS}/bot/priem_bot?startapp=dept-3`, "/bot/priem_bot?startapp=dept-3"],
    [`${OURS}/join/abc`, "/join/abc"],
    ["https://max.ru/priem_bot?start=x-1", "/bot/priem_bot?start=x-1"],
    ["https://max.ru/priem_bot?startapp", "/bot/priem_bot?startapp"],
    ["https://max.ru/:share?text=hello", "/share?text=hello"],
    ["https://max.ru/join/hash", "/join/hash"],
    ["https://max.ru/c/-7/AZ0", "/c/-7/AZ0"],
    ["max://user/7", "/user/7"],
    ["https://elsewhere.example/bot/x", undefined],
    ["https://max.ru.evil.example/priem_bot", undefined],
    ["javascript:alert(1)", undefined],
    ["http://[oops", undefined],
  ])("%s", (address, place) => {
    expect(placeOf(address, OURS)).toBe(place);
  });
});
