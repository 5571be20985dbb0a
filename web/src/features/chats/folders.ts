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
