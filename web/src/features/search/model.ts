import type { ActorId, Answer, Ask, AttachmentType, ChatId, Message } from "../../core";

/** Offset and length in UTF-16 units. */
export type Range = readonly [number, number];

export interface Hit {
  readonly message: Message;
  readonly ranges: readonly Range[];
}

export type Kind = Exclude<AttachmentType, "keyboard">;
export type Period = "any" | "day" | "week" | "month" | "year";

export interface Filters {
  readonly kind?: Kind;
  readonly author?: ActorId;
  readonly chat?: ChatId;
  readonly period: Period;
  /** In the chats of all my hats, not only of the one I wear. */
  readonly everywhere: boolean;
}

export const NO_FILTERS: Filters = { period: "any", everywhere: false };

const DAYS: Readonly<Record<Exclude<Period, "any">, number>> = { day: 1, week: 7, month: 31, year: 366 };
const DAY_MS = 86_400_000;

/** Whether only messages can answer. */
export function narrowed({ kind, author, chat, period }: Filters): boolean {
  return kind !== undefined || author !== undefined || chat !== undefined || period !== "any";
}

/** The question about messages. */
export function asked(query: string, filters: Filters, actor: ActorId, now: number): Ask<"search_messages"> {
  const { kind, author, chat, period, everywhere } = filters;
  return {
    query,
    ...(kind === undefined ? {} : { kind }),
    ...(author === undefined ? {} : { author }),
    ...(chat === undefined ? {} : { chat }),
    ...(period === "any" ? {} : { from: now - DAYS[period] * DAY_MS }),
    ...(everywhere ? {} : { as: actor }),
  };
}

/** What the server found, as the screen shows it. */
export function hitsOf(answer: Answer<"search_messages">): Hit[] {
  return answer.hits.map(({ message, ranges }) => ({
    message: message as Message,
    ranges: (ranges ?? []).map(([at = 0, length = 0]) => [at, length] as const),
  }));
}
