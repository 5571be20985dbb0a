import { i18n } from "@lingui/core";
import { t } from "@lingui/core/macro";

const made = new Map<string, Intl.DateTimeFormat>();

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  // British English: 24 hours and "19 November", as in the rules of writing.
  const locale = i18n.locale === "en" ? "en-GB" : "ru-RU";
  const key = locale + JSON.stringify(options);
  let found = made.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, options);
    made.set(key, found);
  }
  return found;
}

/** The number of the calendar day in the reader's time zone; differs by 1 from day to day. */
export function dayNumber(at: number): number {
  const date = new Date(at);
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000);
}

/** 10:47 */
export function clockTime(at: number): string {
  return format({ hour: "2-digit", minute: "2-digit" }).format(at);
}

function sameYear(at: number, now: number): boolean {
  return new Date(at).getFullYear() === new Date(now).getFullYear();
}

/** 19 ноября, or 19 ноября 2025 г. when it was another year. */
export function longDay(at: number, now: number): string {
  const year = sameYear(at, now) ? {} : ({ year: "numeric" } as const);
  return format({ day: "numeric", month: "long", ...year }).format(at);
}

/** The line between two days of a conversation. */
export function dayLine(at: number, now: number): string {
  const day = longDay(at, now);
  const ago = dayNumber(now) - dayNumber(at);
  if (ago === 0) return t`Сегодня, ${day}`;
  if (ago === 1) return t`Вчера, ${day}`;
  return day;
}

/** The time in a list: today 10:47, then "yesterday", the day of the week, the date. */
export function listTime(at: number, now: number): string {
  const ago = dayNumber(now) - dayNumber(at);
  if (ago <= 0) return clockTime(at);
  if (ago === 1) return t`вчера`;
  if (ago < 7) return format({ weekday: "short" }).format(at);
  if (sameYear(at, now)) return format({ day: "2-digit", month: "2-digit" }).format(at);
  return format({ day: "2-digit", month: "2-digit", year: "2-digit" }).format(at);
}

/** 19 ноября, 10:47 */
export function dayAndTime(at: number, now: number): string {
  return `${longDay(at, now)}, ${clockTime(at)}`;
}

/** A day that a person picked (YYYY-MM-DD), as the end of that day in his own time zone. */
export function endOfDay(picked: string): number | undefined {
  const [year, month, day] = picked.split("-").map(Number);
  if (!year || !month || !day) return undefined;
  return new Date(year, month - 1, day, 23, 59, 59).getTime();
}
