import type { ChatRow } from "../../core";

export type Folder = "all" | "unread" | "groups" | "channels" | "archive";

/** Whether a line belongs to a folder of the list (the archive is a list of its own). */
export function inFolder(row: ChatRow, folder: Folder): boolean {
  switch (folder) {
    case "unread":
      return row.unread > 0;
    case "groups":
      return row.chat.kind === "group";
    case "channels":
      return row.chat.kind === "channel";
    default:
      return true;
  }
}

/** Every typed word must begin a word of the name, in any order: "рож вс" finds "Рождественский Всеволод". */
export function fits(name: string, query: string): boolean {
  const words = plain(name).split(/[^\p{L}\p{N}]+/u);
  return plain(query)
    .split(/\s+/)
    .filter(Boolean)
    .every((part) => words.some((word) => word.startsWith(part)));
}

function plain(text: string): string {
  return text.toLocaleLowerCase().replaceAll("ё", "е").trim();
}
