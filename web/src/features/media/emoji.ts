import type { Locale } from "../../common/locale";
import { store } from "../../common/state";

const tables = {
  ru: () => import("virtual:emoji/ru"),
  en: () => import("virtual:emoji/en"),
};

/** The table in the shape that the picker wants. */
export async function emojiData(locale: Locale) {
  const { default: table } = await tables[locale]();
  return {
    locale,
    emojis: table.rows.map(([emoji, category, label, version, words, skins]) => ({
      emoji,
      category,
      label,
      version,
      tags: words.split("|"),
      ...(skins
        ? {
            skins: {
              light: skins[0],
              "medium-light": skins[1],
              medium: skins[2],
              "medium-dark": skins[3],
              dark: skins[4],
            },
          }
        : {}),
    })),
    categories: table.groups.map(([index, label]) => ({ index, label })),
    skinTones: table.tones,
  };
}

const KEY = "veche.emoji";
const KEPT = 24;
const FIRST = ["👍", "🙏", "👀", "🔥", "✅", "❤️", "😂", "🤝"];

/** Those used last on this device, the newest first. */
export function recentEmoji(): readonly string[] {
  try {
    const kept = localStorage.getItem(KEY)?.split(" ").filter(Boolean) ?? [];
    return [...new Set([...kept, ...FIRST])].slice(0, KEPT);
  } catch {
    return FIRST;
  }
}

export function usedEmoji(emoji: string): void {
  store(KEY, [emoji, ...recentEmoji().filter((other) => other !== emoji)].slice(0, KEPT).join(" "));
}
