import { i18n } from "@lingui/core";
import { plural, t } from "@lingui/core/macro";
import type { Answer } from "../../core";

export type Import = Answer<"get_import">["import"];
export type Plan = NonNullable<Import["plan"]>;
export type ChatPlan = Plan["chats"][number];
export type Placeholder = Answer<"list_placeholders">["placeholders"][number];

const NAMES: Readonly<Record<string, string>> = { telegram: "Telegram", whatsapp: "WhatsApp", slack: "Slack" };

/** The messenger that an export is from; its name is the same in all languages. */
export const sourceName = (format: string): string => NAMES[format] ?? "";

/** Something goes on without us: the state is to be asked for again. */
export function isMoving({ state }: Import): boolean {
  return state === "planning" || state === "waiting" || state === "working" || state === "undoing";
}

export const number = (value: number): string => new Intl.NumberFormat(i18n.locale).format(value);

export function messagesText(count: number): string {
  const shown = number(count);
  return plural(count, {
    one: `${shown} сообщение`,
    few: `${shown} сообщения`,
    many: `${shown} сообщений`,
    other: `${shown} сообщения`,
  });
}

export function sizeText(bytes: number): string {
  const megabytes = bytes / 1_000_000;
  const shown = new Intl.NumberFormat(i18n.locale, { maximumFractionDigits: megabytes < 10 ? 1 : 0 }).format(megabytes);
  return t`${shown} МБ`;
}
