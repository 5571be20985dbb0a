import { describe, expect, it } from "vitest";
import type { ChatRow } from "../../core";
import { fits, inFolder } from "./folders";

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

describe("folders", () => {
  const row = (kind: string, unread: number) => ({ chat: { kind }, unread }) as unknown as ChatRow;
  it("sort lines by kind and by what is unread", () => {
    expect(inFolder(row("group", 0), "unread")).toBe(false);
    expect(inFolder(row("group", 2), "unread")).toBe(true);
    expect(inFolder(row("channel", 0), "channels")).toBe(true);
    expect(inFolder(row("dialog", 0), "groups")).toBe(false);
    expect(inFolder(row("dialog", 0), "all")).toBe(true);
  });
});
