import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

interface Entry {
  readonly id: string;
  readonly text: string;
}

function entries(locale: string): Entry[] {
  const file = readFileSync(new URL(`./locales/${locale}.po`, import.meta.url), "utf8");
  return [...file.matchAll(/^msgid "(.+)"\nmsgstr "(.*)"$/gm)].map(([, id = "", text = ""]) => ({ id, text }));
}

/** The names of what is put into a text. */
function holes(text: string): string {
  return [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name))].sort().join();
}

describe("the English catalogue", () => {
  const english = entries("en");

  it("has all that the Russian one has", () => {
    expect(english.map(({ id }) => id)).toEqual(entries("ru").map(({ id }) => id));
    expect(english.length).toBeGreaterThan(300);
  });

  it("leaves nothing untranslated and no Russian letter", () => {
    expect(english.filter(({ text }) => text === "" || /\p{Script=Cyrillic}/u.test(text))).toEqual([]);
  });

  it("puts the same things into its texts", () => {
    const named = (text: string) => holes(text.replace(/\{(\w+), plural,.*/u, "{$1}"));
    expect(english.filter(({ id, text }) => named(id) !== named(text))).toEqual([]);
  });
});
