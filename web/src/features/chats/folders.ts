import type { ChatRow, Folder as OwnFolder, Reader } from "../../core";

/** One of ours, or the number of one that the person made. */
export type Folder = "all" | "unread" | "groups" | "channels" | "archive" | number;

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

/** Whether a line belongs to a folder that the person made: named chats and chosen kinds, but not those left out. */
export function inOwnFolder(row: ChatRow, folder: OwnFolder): boolean {
  if (folder.without?.includes(row.id)) return false;
  if (folder.unread && row.unread === 0) return false;
  if (folder.chats?.includes(row.id)) return true;
  if (folder.without_muted && row.muted) return false;
  return folder.kinds?.includes(`${row.chat.kind}s`) ?? false;
}

/** Chats with something new in such a folder; muted ones do not count. */
export function newIn(read: Reader, actor: number, folder: OwnFolder): number {
  let count = 0;
  for (const id of read.chatList(actor).ids) {
    const row = read.chatRow(actor, id);
    if (row && row.unread > 0 && !row.muted && inOwnFolder(row, folder)) count += 1;
  }
  return count;
}

/** The lines that stand in a folder now, in their order. */
export function rowsOf(read: Reader, actor: number, folder: Folder): readonly ChatRow[] {
  const own = typeof folder === "number" ? read.folders(actor).find((one) => one.id === folder) : undefined;
  return read.chatList(actor, folder === "archive").ids.flatMap((id) => {
    const row = read.chatRow(actor, id);
    return row && (own ? inOwnFolder(row, own) : inFolder(row, folder)) ? [row] : [];
  });
}
