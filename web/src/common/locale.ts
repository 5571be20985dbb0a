import { i18n, type Messages } from "@lingui/core";
import { store } from "./state";

export type Locale = "ru" | "en";

export const LOCALES: readonly { readonly value: Locale; readonly name: string }[] = [
  { value: "ru", name: "Русский" },
  { value: "en", name: "English" },
];

/** The words of one part of the client, by language. */
export type Words = Readonly<Record<Locale, () => Promise<{ messages: Messages }>>>;

/** The words of the first screens, and all the others (see words.ts beside the build's settings). */
const catalogs = {
  ru: [() => import("../i18n/locales/ru.po"), () => import("../i18n/locales/ru.po?lingui")],
  en: [() => import("../i18n/locales/en.po"), () => import("../i18n/locales/en.po?lingui")],
} as const;
const AGAIN_MS = 2000;

let all = false;

/** The language of the page as the first script found it: chosen earlier, or the browser's. */
export function firstLocale(): Locale {
  return document.documentElement.lang === "en" ? "en" : "ru";
}

export function asLocale(value: string): Locale {
  return value === "en" ? "en" : "ru";
}

/** What is spoken now, and what comes with it when the language changes: first the words of every first screen. */
const spoken = new Set<Words>([catalogs]);

/** Adds the words of a part that is loaded later, in the language of now. */
export async function addWords(words: Words): Promise<void> {
  spoken.add(words);
  const locale = asLocale(i18n.locale);
  const { messages } = await words[locale]();
  i18n.load(locale, messages);
}

export async function speak(locale: Locale): Promise<void> {
  const parts = catalogs[locale].slice(0, all ? 2 : 1);
  for (const { messages } of await Promise.all(parts.map((load) => load()))) i18n.load(locale, messages);
  i18n.activate(locale);
  document.documentElement.lang = locale;
}

/** Resolves when every word is there. Tries until the network lets it: what is loaded later cannot be shown without. */
export async function speakOfAll(): Promise<void> {
  if (all) return;
  const locale = asLocale(i18n.locale);
  try {
    const { messages } = await catalogs[locale][1]();
    i18n.load(locale, messages);
    all = i18n.locale === locale;
  } catch {
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
  return speakOfAll();
}

/** Chosen by the person: stays on this device. */
export async function chooseLocale(locale: Locale): Promise<void> {
  store("veche.locale", locale);
  await speak(locale);
}
