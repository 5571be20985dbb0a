import type { Answer, Ask, Attachment, ChatMessage } from "../../../core";

export type SharedKind = Ask<"list_shared">["kind"];
export type SharedCounts = Answer<"count_shared">;

const TYPES: Readonly<Record<SharedKind, readonly Attachment["type"][]>> = {
  media: ["photo", "video", "video_note"],
  files: ["file"],
  sounds: ["voice", "audio"],
  links: ["link"],
};

/** A message of a page as the views want it. */
export function asMessage(message: Answer<"list_shared">["messages"][number]): ChatMessage {
  return { key: "", text: "", state: "sent", mine: [], ...message };
}

export interface Thing {
  readonly message: ChatMessage;
  readonly item: Attachment;
  readonly file: number;
}

/** What of the kind these messages carry, one by one. */
export function thingsIn(messages: readonly ChatMessage[], kind: SharedKind): readonly Thing[] {
  return messages.flatMap((message) =>
    (message.attachments ?? []).flatMap((item) =>
      item.file !== undefined && TYPES[kind].includes(item.type) ? [{ message, item, file: item.file }] : [],
    ),
  );
}

const LINK = /https?:\/\/[^\s<>"'«»]+/giu;

/** The addresses of a message, each once: in its words, behind its words, of its card. */
export function linksIn(message: ChatMessage): readonly string[] {
  const behind = (message.entities ?? []).flatMap(({ type, url }) => (type === "link" && url ? [url] : []));
  const cards = (message.attachments ?? []).flatMap(({ type, url }) => (type === "link" && url ? [url] : []));
  const all = [
    ...(message.text.match(LINK) ?? []).map((url) => url.replace(/[.,;:!?)\]]+$/u, "")),
    ...behind,
    ...cards,
  ];
  return [...new Set(all)].filter((url) => /^https?:\/\//i.test(url) && URL.canParse(url));
}

export interface Month {
  readonly first: number;
  readonly things: readonly Thing[];
}

/** By month, the newest first. */
export function months(things: readonly Thing[]): readonly Month[] {
  const found: { first: number; things: Thing[]; name: string }[] = [];
  for (const thing of things) {
    const at = new Date(thing.message.at);
    const name = `${at.getFullYear()}-${at.getMonth()}`;
    const last = found.at(-1);
    if (last?.name === name) last.things.push(thing);
    else found.push({ name, first: thing.message.at, things: [thing] });
  }
  return found;
}
