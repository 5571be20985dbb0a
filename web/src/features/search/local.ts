/** Search without a network: in the messages that this device keeps. Beginnings of words, ё as е; no other forms of words. */
import type { ChatId, ChatMessage, Client, Seq } from "../../core";
import type { Hit, Range } from "./model";

const LETTERS = /[\p{L}\p{N}]/u;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
/** Chats that are looked through, and what is shown of them. */
const CHATS = 200;
const HITS = 50;

/** Case, ё and accents do not matter; every letter stays one, so that places in the text hold. */
export function fold(text: string): string {
  return text.toLocaleLowerCase("ru").replaceAll("ё", "е");
}

export function wordsOf(text: string): string[] {
  return [...new Set([...fold(text).slice(0, 256).matchAll(WORD)].map(([word]) => word))].slice(0, 8);
}

/** Where words of the text begin so, or nothing when one of the wanted words is not there. */
export function rangesOf(text: string, wanted: readonly string[]): Range[] | undefined {
  const folded = fold(text);
  // A few letters become two in lower case (İ): their text is told without places.
  if (folded.length !== text.length) return wanted.every((word) => folded.includes(word)) ? [] : undefined;
  const found: Range[] = [];
  for (const word of wanted) {
    let met = false;
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      if (at > 0 && LETTERS.test(folded[at - 1] ?? "")) continue;
      met = true;
      found.push([at, wordEnd(folded, at + word.length) - at]);
    }
    if (!met) return undefined;
  }
  return found.sort((left, right) => left[0] - right[0]);
}

function wordEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && LETTERS.test(text[end] ?? "")) end += 1;
  return end;
}

/** Every typed word must begin a word of the name, in any order: "рож вс" finds "Рождественский Всеволод". */
export function fits(name: string, query: string): boolean {
  const words = wordsOf(name);
  return wordsOf(query).every((part) => words.some((word) => word.startsWith(part)));
}

/** The newest messages of these chats that have all words. */
export async function findHere(client: Client, query: string, chats: readonly ChatId[]): Promise<Hit[]> {
  const wanted = wordsOf(query);
  if (wanted.length === 0) return [];
  const found: Hit[] = [];
  for (const chat of chats.slice(0, CHATS)) {
    for (const message of await client.keptMessages(chat)) {
      const ranges = isText(message) ? rangesOf(message.text, wanted) : undefined;
      if (ranges) found.push({ message, ranges });
    }
  }
  return found.sort((left, right) => right.message.at - left.message.at).slice(0, HITS);
}

/** The numbers of a chat's messages that have all words, newest first. */
export async function seqsHere(client: Client, query: string, chat: ChatId): Promise<Seq[]> {
  return (await findHere(client, query, [chat])).map(({ message }) => message.seq);
}

function isText(message: ChatMessage): boolean {
  return message.seq > 0 && message.kind !== "service" && !message.deleted;
}
