import type { Entity } from "../../../core";

/** A piece of a text: plain words, or an entity with pieces inside. */
export type Piece = { readonly text: string } | { readonly entity: Entity; readonly inside: readonly Piece[] };

/**
 * Ranges to a tree. Ranges may touch, nest and overlap in any way; of two that overlap the later one is cut in two,
 * so that no letter is lost or shown twice. Ranges outside of the text are dropped.
 */
export function toTree(text: string, entities: readonly Entity[] = []): readonly Piece[] {
  const ordered = entities
    .filter((entity) => entity.length > 0 && entity.offset >= 0 && entity.offset < text.length)
    .map((entity, order) => ({
      entity,
      order,
      start: entity.offset,
      end: Math.min(entity.offset + entity.length, text.length),
    }))
    .sort((a, b) => a.start - b.start || b.end - a.end || a.order - b.order);
  return build(text, 0, text.length, ordered);
}

interface Range {
  readonly entity: Entity;
  readonly order: number;
  readonly start: number;
  readonly end: number;
}

function build(text: string, from: number, to: number, ranges: readonly Range[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = from;
  let rest = [...ranges];
  while (rest.length > 0) {
    const [range, ...others] = rest;
    if (!range) break;
    if (range.start > at) pieces.push({ text: text.slice(at, range.start) });
    const inside: Range[] = [];
    const after: Range[] = [];
    for (const other of others) {
      if (other.start >= range.end) after.push(other);
      else if (other.end <= range.end) inside.push(other);
      else {
        inside.push({ ...other, end: range.end });
        after.push({ ...other, start: range.end });
      }
    }
    pieces.push({ entity: range.entity, inside: build(text, range.start, range.end, inside) });
    at = range.end;
    rest = after.sort((a, b) => a.start - b.start || b.end - a.end || a.order - b.order);
  }
  if (at < to) pieces.push({ text: text.slice(at, to) });
  return pieces;
}

const LINK = /https?:\/\/[^\s<>"'«»]+/giu;

export type Bit = { readonly text: string; readonly url?: string };

/** Addresses in plain words become links; punctuation that follows an address stays outside of it. */
export function withLinks(text: string): readonly Bit[] {
  const bits: Bit[] = [];
  let at = 0;
  for (const found of text.matchAll(LINK)) {
    let url = found[0].replace(/[.,:;!?…]+$/u, "");
    if (url.endsWith(")") && !url.includes("(")) url = url.slice(0, -1);
    if (found.index > at) bits.push({ text: text.slice(at, found.index) });
    bits.push({ text: url, url });
    at = found.index + url.length;
  }
  if (at < text.length) bits.push({ text: text.slice(at) });
  return bits;
}

/** Only addresses that cannot run code; anything else is shown as words. */
export function safeUrl(url: string | undefined): string | undefined {
  if (!url) return undefined;
  if (/^(https?:\/\/|mailto:)/i.test(url)) return url;
  if (/^[\w-]+(\.[\w-]+)+(\/|$)/u.test(url)) return `https://${url}`;
  return undefined;
}

const EMOJI_ONLY = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0f|\s)+$/u;

/** One to three emoji alone are drawn large. */
export function isJumbo(text: string): boolean {
  return (
    text.length <= 24 &&
    /\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(text) &&
    EMOJI_ONLY.test(text) &&
    [...new Intl.Segmenter().segment(text.replace(/\s/g, ""))].length <= 3
  );
}
