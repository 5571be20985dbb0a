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

/** 5 045, or nothing: then there are fewer than five, and no number is said anywhere. */
export function people(figure: number | null | undefined): string {
  return figure === null || figure === undefined ? t`менее 5` : number(figure);
}

export function number(value: number): string {
  return value.toLocaleString(i18n.locale === "en" ? "en-GB" : "ru-RU");
}

export function percent(part: number | null | undefined, whole: number | null | undefined): string {
  return part && whole ? `${Math.min(99, Math.floor((100 * part) / whole))}\u00a0%` : "";
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
