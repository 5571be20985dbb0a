import { t } from "@lingui/core/macro";
import type { Attachment, ChatMessage, Reader } from "../core";
import { shortName } from "../ui/names";
import { actorName } from "./Who";

/** What a service line tells, as a sentence in the reader's language. */
export function serviceText(read: Reader, message: ChatMessage): string {
  const note = message.service;
  const name = (id: number) => shortName(actorName(read.actor(id))) || "…";
  const who = name(typeof note?.actor === "number" ? note.actor : message.sender);
  const whom = (note?.actors ?? []).map(name).join(", ");
  const title = note?.title ?? "";
  switch (note?.act) {
    case "created":
      return t`${who}: чат создан`;
    case "title_changed":
      return t`${who}: новое название «${title}»`;
    case "members_added":
      return t`${who} добавляет: ${whom}`;
    case "member_removed":
      return t`${who} убирает: ${whom}`;
    case "member_left":
      return t`${who}: больше не в чате`;
    case "member_joined":
      return t`${who}: теперь в чате`;
    case "moved":
      return `${who} ${title}`;
    case "moved_in":
      return t`${who}: группа перенесена из ${title}`;
    case "pinned":
      return t`${who} закрепляет сообщение`;
    default:
      return t`${who}: изменение в чате`;
  }
}

/** One line about a message: for the chat list, a quote, the bar of the pinned one. */
export function lineText(read: Reader, message: ChatMessage): string {
  if (message.kind === "service") return serviceText(read, message);
  if (message.deleted) return t`Сообщение удалено`;
  const words = message.text.replace(/\s+/g, " ");
  const [first] = message.attachments ?? [];
  return first ? [attachmentWord(first), words].filter(Boolean).join(": ") : words;
}

/** What hangs on a message, in a word. */
function attachmentWord({ type, poll, name, emoji }: Attachment): string {
  if (type === "poll") return poll ? t`Опрос: ${poll.question}` : t`Опрос`;
  if (type === "file") return name || t`Файл`;
  if (type === "sticker") return t`Стикер ${emoji ?? ""}`.trim();
  return {
    photo: t`Фотография`,
    video: t`Видео`,
    audio: t`Аудио`,
    voice: t`Голосовое сообщение`,
    video_note: t`Видеосообщение`,
    contact: t`Контакт`,
    place: t`Место`,
    link: "",
    keyboard: "",
  }[type];
}
