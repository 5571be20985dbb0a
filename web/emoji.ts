import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Plugin } from "vite";

const NAME = /^virtual:emoji\/(ru|en)$/;
/** What systems of the last few years can draw. */
const NEWEST = 15.1;
const COMPONENTS = 2;

interface Listed {
  readonly emoji: string;
  readonly hexcode: string;
  readonly label: string;
  readonly group?: number;
  readonly order?: number;
  readonly version: number;
  readonly tags?: readonly string[];
  readonly skins?: readonly { readonly emoji: string; readonly tone?: number | readonly number[] }[];
}

interface Names {
  readonly groups: readonly { readonly order: number; readonly message: string }[];
  readonly skinTones: readonly { readonly key: string; readonly message: string }[];
}

function load<Content>(file: string): Content {
  return JSON.parse(readFileSync(createRequire(import.meta.url).resolve(`emojibase-data/${file}`), "utf8")) as Content;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Where the names of the data are clumsy. */
const GROUPS: Readonly<Record<string, string>> = {
  "смайлики и люди": "Смайлики",
  "тело людей": "Люди и жесты",
  "путешествия и местности": "Места и транспорт",
  "варианты досуга": "Досуг",
  флаг: "Флаги",
};

/** The names of all emoji in one language, with the words of both to search by: our own file, asked of nobody else. */
function table(locale: string): object {
  const other = locale === "ru" ? "en" : "ru";
  const words = new Map(
    load<Listed[]>(`${other}/data.json`).map((one) => [one.hexcode, [one.label, ...(one.tags ?? [])]]),
  );
  const names = load<Names>(`${locale}/messages.json`);
  const rows = load<Listed[]>(`${locale}/data.json`)
    .filter(({ group, version }) => group !== undefined && group !== COMPONENTS && version <= NEWEST)
    .sort((left, right) => (left.order ?? 0) - (right.order ?? 0))
    .map(({ emoji, hexcode, label, group, version, tags, skins }) => {
      const tones = (skins ?? []).filter(({ tone }) => typeof tone === "number").map((skin) => skin.emoji);
      const search = [...(tags ?? []), ...(words.get(hexcode) ?? [])].join("|");
      return [emoji, group, capital(label), version, search, ...(tones.length > 0 ? [tones] : [])];
    });
  return {
    rows,
    groups: names.groups
      .filter(({ order }) => order !== COMPONENTS)
      .map(({ order, message }) => [order, GROUPS[message] ?? capital(message)]),
    tones: Object.fromEntries(names.skinTones.map(({ key, message }) => [key, capital(message)])),
  };
}

/** Where the picker would ask for its data if it were not told another address. */
const FOREIGN = "https://cdn.jsdelivr.net/npm/emojibase-data";

/** `import("virtual:emoji/ru")`: the table of emoji as a part of the client, named by its content like all others. */
export function emoji(): Plugin {
  return {
    name: "emoji-table",
    resolveId: (id) => (NAME.test(id) ? `\0${id}` : null),
    load: (id) => {
      const locale = id.startsWith("\0") ? NAME.exec(id.slice(1))?.[1] : undefined;
      return locale ? `export default JSON.parse(${JSON.stringify(JSON.stringify(table(locale)))});` : null;
    },
    // No built file names a foreign address, not even one that is never asked.
    transform: (code, id) => (id.includes("frimousse") ? code.replaceAll(FOREIGN, "/emoji") : null),
  };
}
