import { i18n, type Messages } from "@lingui/core";
import { store } from "./state";

export type Locale = "ru" | "en";

export const LOCALES: readonly { readonly value: Locale; readonly name: string }[] = [
  { value: "ru", name: "Русский" },
  { value: "en", name: "English" },
];

/** The words of one part of the client, by language. */
export type Words = Readonly<Record<Locale, () => Promise<{ messages: Messages }>>>;

/** The words of the first screens. */
const first: Words = {
  ru: () => import("../i18n/locales/ru.po"),
  en: () => import("../i18n/locales/en.po"),
};

/** What else is said outside of the features that have words of their own (the build cuts it, see words.ts there). */
export const rest: Words = {
  ru: () => import("../i18n/locales/ru.po?lingui"),
  en: () => import("../i18n/locales/en.po?lingui"),
};

const AGAIN_MS = 2000;

/** The language of the page as the first script found it: chosen earlier, or the browser's. */
export function firstLocale(): Locale {
  return document.documentElement.lang === "en" ? "en" : "ru";
}

export function asLocale(value: string): Locale {
  return value === "en" ? "en" : "ru";
}

/** What is spoken now, and what comes with it when the language changes. */
const spoken = new Set<Words>([first]);

/**
 * Adds the words of a part that is loaded later, in the language of now. Tries until the network lets it: such a part
 * cannot be shown without.
 */
export async function addWords(words: Words): Promise<void> {
  if (spoken.has(words)) return;
  const locale = asLocale(i18n.locale);
  try {
    const { messages } = await words[locale]();
    i18n.load(locale, messages);
    if (i18n.locale === locale) spoken.add(words);
  } catch {
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
  return addWords(words);
}

export async function speak(locale: Locale): Promise<void> {
  const parts = await Promise.all([...spoken].map((words) => words[locale]()));
  for (const { messages } of parts) i18n.load(locale, messages);
  i18n.activate(locale);
  document.documentElement.lang = locale;
}

/** Chosen by the person: stays on this device. */
export async function chooseLocale(locale: Locale): Promise<void> {
  store("veche.locale", locale);
  await speak(locale);
}
