import { i18n } from "@lingui/core";
import { store } from "./state";

export type Locale = "ru" | "en";

export const LOCALES: readonly { readonly value: Locale; readonly name: string }[] = [
  { value: "ru", name: "Русский" },
  { value: "en", name: "English" },
];

const catalogs = {
  ru: () => import("../i18n/locales/ru.po"),
  en: () => import("../i18n/locales/en.po"),
};

/** The language of the page as the first script found it: chosen earlier, or the browser's. */
export function firstLocale(): Locale {
  return document.documentElement.lang === "en" ? "en" : "ru";
}

export function asLocale(value: string): Locale {
  return value === "en" ? "en" : "ru";
}

export async function speak(locale: Locale): Promise<void> {
  const { messages } = await catalogs[locale]();
  i18n.load(locale, messages);
  i18n.activate(locale);
  document.documentElement.lang = locale;
}

/** Chosen by the person: stays on this device. */
export async function chooseLocale(locale: Locale): Promise<void> {
  store("veche.locale", locale);
  await speak(locale);
}
