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

/** What a text is, with its context: the same text with another context is another text. */
function spoken(folder: string): Map<string, string> {
  const file = readFileSync(`${SRC}/${folder}/en.po`, "utf8");
  const found = file.matchAll(/(?:^msgctxt "(.*)"\n)?^msgid "(.+)"\nmsgstr "(.*)"$/gm);
  return new Map([...found].map(([, context = "", id = "", text = ""]) => [`${context} ${id}`, text]));
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

it("says the same thing in the same words everywhere: all catalogues become one when they are loaded", () => {
  const first = new Map<string, string>();
  const twofold: string[] = [];
  for (const folder of FOLDERS) {
    for (const [id, text] of spoken(folder)) {
      if ((first.get(id) ?? text) !== text) twofold.push(`${id}: ${first.get(id)}, ${text} in ${folder}`);
      first.set(id, text);
    }
  }
  expect(twofold).toEqual([]);
});
