import { describe, expect, it } from "vitest";
import { fits, rangesOf, wordsOf } from "./local";
import { marked, snippet } from "./marked";

describe("search without a network", () => {
  it("finds beginnings of words, ё as е", () => {
    expect(rangesOf("Нашёл ёлку", wordsOf("елк"))).toEqual([[6, 4]]);
    expect(rangesOf("Нашёл елку", wordsOf("Ёлк"))).toEqual([[6, 4]]);
    expect(rangesOf("Посёлок", wordsOf("лок"))).toBeUndefined();
    expect(rangesOf("смета и акт, сметы", wordsOf("смет акт"))).toEqual([
      [0, 5],
      [8, 3],
      [13, 5],
    ]);
    expect(rangesOf("смета", wordsOf("смета акт"))).toBeUndefined();
  });

  it("takes nothing typed for an operator", () => {
    expect(wordsOf("'\"&|!<-> .*")).toEqual([]);
    expect(wordsOf("a|b (c)")).toEqual(["a", "b", "c"]);
    expect(wordsOf("я".repeat(10_000))[0]).toHaveLength(256);
  });

  it("counts places as the server does, in UTF-16 units", () => {
    expect(rangesOf("😀 смета", wordsOf("смета"))).toEqual([[3, 5]]);
  });
});

describe("highlights", () => {
  it("cut a text into what is found and what is not", () => {
    expect(marked("акт сверки", [[4, 6]])).toEqual([
      { text: "акт ", found: false, at: 0 },
      { text: "сверки", found: true, at: 4 },
    ]);
    expect(marked("акт", [])).toEqual([{ text: "акт", found: false, at: 0 }]);
    expect(
      marked("акт", [
        [0, 2],
        [1, 9],
      ])
        .map((part) => part.text)
        .join(""),
    ).toBe("акт");
  });

  it("begin a little before the first thing found", () => {
    const long = `${"слово ".repeat(50)}сметаЁ конец`;
    const part = snippet(long, [[300, 6]]);
    expect(part.text.startsWith("…")).toBe(true);
    const [at, length] = part.ranges[0] ?? [0, 0];
    expect(part.text.slice(at, at + length)).toBe("сметаЁ");
    expect(snippet("коротко\nи ясно", [[0, 7]]).text).toBe("коротко и ясно");
  });
});

describe("searching the list", () => {
  const name = "Рождественский Всеволод Константинович";
  it("takes the beginnings of words in any order and without care for ё", () => {
    expect(fits(name, "рож вс")).toBe(true);
    expect(fits(name, "конст рож")).toBe(true);
    expect(fits("Мэрия Верхнеозёрска", "верхнеозер")).toBe(true);
    expect(fits("Дежурная смена ЕДДС", "еддс")).toBe(true);
  });
  it("does not take middles of words", () => {
    expect(fits(name, "дественский")).toBe(false);
  });
  it("takes everything for an empty query", () => {
    expect(fits(name, "  ")).toBe(true);
  });
});
