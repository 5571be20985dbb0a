import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

/** Features that are never part of the first load: each has words of its own, which come with it (common/later.ts). */
const LATER = [
  "accounts",
  "bots",
  "bots/desk",
  "channels",
  "directory",
  "folders",
  "identity",
  "identity/account",
  "identity/ways",
  "media",
  "movein",
  "notices",
  "privacy",
  "rollout",
  "search",
  "services",
  "sources",
  "staff",
];

/** A part of a feature may come later than the rest of it: its words are not among those of the feature. */
const within = (feature: string) => LATER.filter((other) => other.startsWith(`${feature}/`));

export default defineConfig({
  sourceLocale: "ru",
  locales: ["ru", "en"],
  catalogs: [
    {
      path: "src/i18n/locales/{locale}",
      include: ["src"],
      exclude: LATER.map((feature) => `src/features/${feature}/**`),
    },
    ...LATER.map((feature) => ({
      path: `src/features/${feature}/words/{locale}`,
      include: [`src/features/${feature}`],
      exclude: within(feature).map((part) => `src/features/${part}/**`),
    })),
  ],
  format: formatter({ lineNumbers: false, origins: false }),
  compileNamespace: "ts",
});
