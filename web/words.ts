import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Plugin } from "vite";

const CATALOG = /\/src\/i18n\/locales\/\w+\.po(\?lingui)?$/;
const STATIC_IMPORT = /^(?:import|export)\s(?!type\s)[^"';()]*?\sfrom\s*["'](\.[^"']+)["']/gms;
const BARE_IMPORT = /^import\s+["'](\.[^"']+)["']/gm;
const LITERAL = /["'`]([\w+/=-]{6})["'`]/g;

/** Our own source files that the entry imports at once, one through the other: what the first screens are made of. */
export function firstFiles(entry: string): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    const source = readFileSync(file, "utf8");
    for (const find of [STATIC_IMPORT, BARE_IMPORT]) {
      for (const [, target = ""] of source.matchAll(find)) {
        const base = resolve(dirname(file), target);
        const path = [`${base}.ts`, `${base}.tsx`, `${base}/index.ts`].find(existsSync);
        if (path) waiting.push(path);
      }
    }
  }
  return found;
}

/** A feature that is never part of the first screens has its words beside it. */
function hasOwnWords(id: string): boolean {
  const feature = /^.*\/src\/features\/\w+\//.exec(id)?.[0];
  return feature !== undefined && existsSync(`${feature}words.ts`);
}

/**
 * Cuts each language in two: the words of the first screens are fetched with them, all others with the first part of the
 * client that is loaded later. Such a part waits for its words before it is drawn; nobody has to think of it.
 */
export function words(entry: string, rest: string): Plugin {
  const first = firstFiles(entry);
  let spoken: Promise<ReadonlySet<string>> | undefined;
  return {
    name: "words-in-two",
    apply: "build",
    enforce: "post",
    async transform(code, id) {
      if (CATALOG.test(id)) {
        spoken ??= Promise.all([...first].map((file) => this.load({ id: file }))).then(
          (modules) =>
            new Set(modules.flatMap((module) => [...(module.code ?? "").matchAll(LITERAL)].map(([, key = ""]) => key))),
        );
        const keep = await spoken;
        const wanted = !id.includes("?");
        return { code: catalogue(code, (key) => keep.has(key) === wanted), map: null, moduleType: "js" };
      }
      if (first.has(id) || !id.includes("/src/") || hasOwnWords(id) || !code.includes('from "@lingui/core"'))
        return null;
      return { code: `import ${JSON.stringify(rest)};\n${code}`, map: null };
    },
  };
}

/** Tells index.html where the words of each language are, for first.js, which asks for them at once. */
export function wordsAhead(): Plugin {
  return {
    name: "words-ahead",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (_, { bundle }) =>
        Object.values(bundle ?? {}).flatMap((chunk) => {
          const language =
            chunk.type === "chunk" && /\/i18n\/locales\/(\w+)\.po$/.exec(chunk.facadeModuleId ?? "")?.[1];
          if (!language) return [];
          return {
            tag: "meta",
            attrs: { name: `words-${language}`, content: `/${chunk.fileName}` },
            injectTo: "head-prepend",
          };
        }),
    },
  };
}

function catalogue(code: string, keep: (key: string) => boolean): string {
  const found = /JSON\.parse\(("(?:[^"\\]|\\.)*")\)/.exec(code)?.[1];
  if (!found) throw new Error("a catalogue of words looks different from what was expected");
  const messages: Record<string, unknown> = JSON.parse(JSON.parse(found));
  const kept = Object.fromEntries(Object.entries(messages).filter(([key]) => keep(key)));
  return `export const messages=JSON.parse(${JSON.stringify(JSON.stringify(kept))});`;
}
