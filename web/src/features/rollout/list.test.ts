import { expect, test } from "vitest";
import { portions, textOf, wordsOf } from "./list";

test("a pasted list and a table are words, each once", () => {
  const table = 'Номер;Почта\r\n00417;"a.sokolova@city.example"\r\n00418;v.orlova@city.example\r\n00417;';
  expect(wordsOf(table)).toEqual([
    "Номер",
    "Почта",
    "00417",
    "a.sokolova@city.example",
    "00418",
    "v.orlova@city.example",
  ]);
  expect(wordsOf(" \n, ;")).toEqual([]);
});

test("a table in cp1251 is read as well", async () => {
  const bytes = new Uint8Array([0xcd, 0xee, 0xec, 0xe5, 0xf0, 0x3b, 0x31]);
  expect(await textOf(new File([bytes], "list.csv"))).toBe("Номер;1");
});

test("a list that is longer than one question goes in parts, all of it", () => {
  expect(portions(["a", "b", "c", "d", "e"], 2)).toEqual([["a", "b"], ["c", "d"], ["e"]]);
  expect(portions(["a", "b"], 2)).toEqual([["a", "b"]]);
  expect(portions([], 2)).toEqual([]);
});
