import { t } from "@lingui/core/macro";

/** What will not work with a file, in words; nothing where nobody would miss it. */
export function noteText(note: string): string {
  switch (note) {
    case "video_not_playable":
      return t`Браузер не покажет видео в таком формате. Скачайте и откройте на устройстве.`;
    case "sound_not_playable":
      return t`Браузер не воспроизведёт такой звук. Скачайте и откройте на устройстве.`;
    case "video_too_large":
      return t`Кадр слишком большой для показа. Видео можно скачать.`;
    case "video_too_long":
      return t`Слишком длинное видео для показа. Его можно скачать.`;
    case "file_without_preview":
      return t`Предпросмотра нет.`;
    default:
      return "";
  }
}
