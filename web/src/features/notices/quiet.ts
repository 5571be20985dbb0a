/** Quiet hours, by the same rule as on the server: they begin at `start` on each of `days` and last until the next `end`. */
export interface Quiet {
  readonly on: boolean;
  /** Minutes since midnight. */
  readonly start: number;
  readonly end: number;
  /** 0 is Monday. */
  readonly days: readonly number[];
  readonly zone: string;
}

export const DAYS = [0, 1, 2, 3, 4, 5, 6] as const;
export const QUIET: Quiet = { on: false, start: 22 * 60, end: 7 * 60, days: DAYS, zone: "UTC" };
const MINUTES = 1440;
const NAMES = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

export function asClock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

export function ofClock(text: string, otherwise: number): number {
  const [hours = Number.NaN, minutes = Number.NaN] = text.split(":").map(Number);
  const all = hours * 60 + minutes;
  return all >= 0 && all < MINUTES ? all : otherwise;
}

/** Whether nothing may make a sound at this moment. */
export function isQuiet(quiet: Quiet, now: number): boolean {
  if (!quiet.on || quiet.start === quiet.end) return false;
  const { day, minute } = wall(quiet.zone, now);
  const overnight = quiet.end < quiet.start;
  const yesterday = (day + 6) % 7;
  if (quiet.days.includes(day) && minute >= quiet.start && (overnight || minute < quiet.end)) return true;
  return overnight && quiet.days.includes(yesterday) && minute < quiet.end;
}

/** What the clock on the wall of that zone shows. */
function wall(zone: string, now: number): { day: number; minute: number } {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(now);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return {
    day: Math.max(0, NAMES.indexOf(part("weekday"))),
    minute: Number(part("hour")) * 60 + Number(part("minute")),
  };
}
