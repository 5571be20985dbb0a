import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const SRC = fileURLToPath(new URL("..", import.meta.url));
/** The words of every first screen, and those of the features that come later. */
const FOLDERS = [
  "i18n/locales",
  ...readdirSync(`${SRC}/features`, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith("/words"))
    .map((path) => `features/${path}`),
];

interface Entry {
  readonly id: string;
  readonly text: string;
}

function entries(folder: string, locale: string): Entry[] {
  const file = readFileSync(`${SRC}/${folder}/${locale}.po`, "utf8");
  return [...file.matchAll(/^msgid "(.+)"\nmsgstr "(.*)"$/gm)].map(([, id = "", text = ""]) => ({ id, text }));
}

/** The names of what is put into a text. */
function holes(text: string): string {
  return [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name))].sort().join();
}

describe.each(FOLDERS)("the English catalogue of %s", (folder) => {
  const english = entries(folder, "en");

  it("has all that the Russian one has", () => {
    expect(english.map(({ id }) => id)).toEqual(entries(folder, "ru").map(({ id }) => id));
    expect(english.length).toBeGreaterThan(5);
  });

  it("leaves nothing untranslated and no Russian letter", () => {
    expect(english.filter(({ text }) => text === "" || /\p{Script=Cyrillic}/u.test(text))).toEqual([]);
  });

  it("puts the same things into its texts", () => {
    const named = (text: string) => holes(text.replace(/\{(\w+), plural,.*/u, "{$1}"));
    expect(english.filter(({ id, text }) => named(id) !== named(text))).toEqual([]);
  });
});
