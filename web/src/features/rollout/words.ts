import type { Words } from "../../common/locale";

export const words: Words = {
  ru: () => import("./words/ru.po"),
  en: () => import("./words/en.po"),
};
