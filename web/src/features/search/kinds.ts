import { t } from "@lingui/core/macro";
import type { Kind } from "./model";

/** Kinds that are offered as filters, the most wanted first. */
export const KINDS: readonly Kind[] = ["photo", "video", "file", "link", "voice", "audio", "poll", "place", "contact"];

export function kindWord(kind: Kind): string {
  switch (kind) {
    case "photo":
      return t`Фото`;
    case "video":
      return t`Видео`;
    case "file":
      return t`Файлы`;
    case "link":
      return t`Ссылки`;
    case "voice":
      return t`Голосовые`;
    case "audio":
      return t`Музыка`;
    case "poll":
      return t`Опросы`;
    case "place":
      return t`Места`;
    case "contact":
      return t`Контакты`;
    case "video_note":
      return t`Видеосообщения`;
    case "sticker":
      return t`Стикеры`;
  }
}
