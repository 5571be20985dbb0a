import type { ActorId, Answer, Ask, AttachmentType, ChatId, Message } from "../../core";

/** Offset and length in UTF-16 units. */
export type Range = readonly [number, number];

export interface Hit {
  readonly message: Message;
  readonly ranges: readonly Range[];
}

export type Kind = Exclude<AttachmentType, "keyboard">;
export type Period = "any" | "day" | "week" | "month" | "year" | "own";

/** Days of one's own choice, both included, as a date field gives them: 2026-11-23. Either may be absent. */
export interface Days {
  readonly first?: string;
  readonly last?: string;
}

export interface Filters {
  readonly kind?: Kind;
  readonly author?: ActorId;
  readonly chat?: ChatId;
  readonly period: Period;
  /** When the period is one's own. */
  readonly days?: Days;
  /** In the chats of all my hats, not only of the one I wear. */
  readonly everywhere: boolean;
}

export const NO_FILTERS: Filters = { period: "any", everywhere: false };

const DAYS: Readonly<Record<Exclude<Period, "any" | "own">, number>> = { day: 1, week: 7, month: 31, year: 366 };
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
    ...timeOf(period, filters.days, now),
    ...(everywhere ? {} : { as: actor }),
  };
}

/** From when, and until when: `to` itself does not count. */
export function timeOf(period: Period, days: Days | undefined, now: number): { from?: number; to?: number } {
  if (period === "any") return {};
  if (period !== "own") return { from: now - DAYS[period] * DAY_MS };
  const from = days?.first ? midnight(days.first, 0) : Number.NaN;
  const to = days?.last ? midnight(days.last, 1) : Number.NaN;
  return { ...(Number.isNaN(from) ? {} : { from }), ...(Number.isNaN(to) ? {} : { to }) };
}

/** The beginning of a day where the reader is, or of one after it. */
function midnight(day: string, later: number): number {
  const [year = Number.NaN, month = 1, date = 1] = day.split("-").map(Number);
  return Math.max(0, new Date(year, month - 1, date + later).getTime());
}

/** What the server found, as the screen shows it. */
export function hitsOf(answer: Answer<"search_messages">): Hit[] {
  return answer.hits.map(({ message, ranges }) => ({
    message: message as Message,
    ranges: (ranges ?? []).map(([at = 0, length = 0]) => [at, length] as const),
  }));
}
