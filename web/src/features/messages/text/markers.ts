import type { Entity, EntityType } from "../../../core";

export interface Formatted {
  readonly text: string;
  readonly entities: readonly Entity[];
}

/** What people type around words out of habit. Longer markers stand first. */
const PATTERNS: readonly { readonly type: EntityType; readonly find: RegExp }[] = [
  { type: "pre", find: /```(?:\n)?([\s\S]+?)(?:\n)?```/u },
  { type: "code", find: /`([^`\n]+)`/u },
  { type: "bold", find: /\*\*(?!\s)([^\n]+?)(?<!\s)\*\*/u },
  { type: "italic", find: /(?<![\p{L}\p{N}_])__(?!\s)([^\n]+?)(?<!\s)__(?![\p{L}\p{N}_])/u },
  { type: "strike", find: /~~(?!\s)([^\n]+?)(?<!\s)~~/u },
];

/** Typed markers become ranges of formatting, and the markers go. Nothing inside code is looked at. */
export function readMarkers(source: Formatted): Formatted {
  let { text, entities } = source;
  for (const { type, find } of PATTERNS) {
    let from = 0;
    while (from < text.length) {
      const found = find.exec(text.slice(from));
      const words = found?.[1];
      if (!found || words === undefined) break;
      const start = from + found.index;
      const lead = found[0].indexOf(words);
      if (insideCode(entities, start, found[0].length)) {
        from = start + found[0].length;
        continue;
      }
      const tail = found[0].length - lead - words.length;
      entities = cutOut(cutOut(entities, start + lead + words.length, tail), start, lead);
      entities = [...entities, { type, offset: start, length: words.length }];
      text = text.slice(0, start) + words + text.slice(start + found[0].length);
      from = start + words.length;
    }
  }
  return { text, entities: tidy(text, entities) };
}

function insideCode(entities: readonly Entity[], start: number, length: number): boolean {
  return entities.some(
    ({ type, offset, length: long }) =>
      (type === "code" || type === "pre") && offset < start + length && start < offset + long,
  );
}

/** Takes `count` letters at `start` out of under the ranges. */
function cutOut(entities: readonly Entity[], start: number, count: number): Entity[] {
  const moved = (at: number) => (at <= start ? at : Math.max(start, at - count));
  return entities.map((entity) => {
    const offset = moved(entity.offset);
    return { ...entity, offset, length: moved(entity.offset + entity.length) - offset };
  });
}

/** Without white space around, empty ranges and doubles; in order. The text as it will be sent. */
export function trimmed({ text, entities }: Formatted): Formatted {
  const lead = text.length - text.trimStart().length;
  const body = text.trim();
  return { text: body, entities: tidy(body, cutOut(entities, 0, lead)) };
}

function tidy(text: string, entities: readonly Entity[]): Entity[] {
  const seen = new Set<string>();
  return entities
    .map((entity) => ({ ...entity, length: Math.min(entity.length, text.length - entity.offset) }))
    .filter((entity) => {
      const key = `${entity.type} ${entity.offset} ${entity.length}`;
      if (entity.length <= 0 || seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .sort((a, b) => a.offset - b.offset || b.length - a.length);
}
