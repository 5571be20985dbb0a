import { i18n } from "@lingui/core";
import { t } from "@lingui/core/macro";
import type { Answer } from "../../core";

export type Report = Answer<"get_rollout">;
export type Plan = Report["plan"];
export type Wave = Report["waves"][number];
export type UnitRow = Report["units"][number];
export type Summary = Answer<"list_rollouts">["rollouts"][number];
export type Cell = Report["people"];

/** A day as the server names it, in words. */
export function day(text: string | null | undefined): string {
  if (!text) return "";
  const at = new Date(`${text}T12:00:00`);
  const year = at.getFullYear() === new Date().getFullYear() ? {} : ({ year: "2-digit" } as const);
  return at.toLocaleDateString(i18n.locale === "en" ? "en-GB" : "ru-RU", { day: "numeric", month: "short", ...year });
}

export type Figure = NonNullable<Cell["signed_in"]>;

/** How many there are: 5 045, or a word; of fewer than five no number is said anywhere. */
export function people(figure: Figure | undefined): string {
  return figure === "some" ? t`немного` : part(figure ?? "few");
}

/** How many of them: a number, or a word where a number would give a few people away. */
export function part(figure: Figure | null | undefined): string {
  if (typeof figure === "number") return number(figure);
  if (figure === "nearly") return t`почти все`;
  return figure === "some" ? t`часть` : figure === "few" ? t`менее 5` : t`скрыто`;
}

export function number(value: number): string {
  return value.toLocaleString(i18n.locale === "en" ? "en-GB" : "ru-RU");
}

export function percent(some: Figure | null | undefined, whole: Figure | null | undefined): string {
  if (typeof some !== "number" || typeof whole !== "number" || !some || !whole) return "";
  // A hundred is said only by the server, which knows that it is true.
  return `${Math.min(99, Math.floor((100 * some) / whole))}\u00a0%`;
}

export function stateOf({ state, late, people: cell }: Wave): {
  look?: "ok" | "warn" | "accent" | "danger";
  text: string;
} {
  if (state === "planned") return { text: t`не началась` };
  if (state === "rolled_back") return { text: t`откачена` };
  if (state === "paused") return { look: "warn", text: t`на паузе` };
  if (cell.done) return { look: "ok", text: t`завершена` };
  return late ? { look: "warn", text: t`просрочена` } : { look: "accent", text: t`идёт` };
}
