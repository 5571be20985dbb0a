import type { Piece } from "./pack";

/** What somebody chose or dropped: one file as it is, or the files of a folder. */
export interface Gathered {
  readonly name: string;
  readonly pieces: readonly Piece[];
  /** It was a folder, also if it has one file only. */
  readonly folder: boolean;
}

/** Small pictures beside the large ones: nothing in an export needs them. */
const THUMB = /_thumb\.\w+$/;

export function fromInput(files: FileList): Gathered | undefined {
  const all = [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  return gathered(
    all,
    all.some(({ path }) => path.includes("/")),
  );
}

/** The entries have to be asked for before the event is over; their files may come later. */
export async function fromDrop(transfer: DataTransfer): Promise<Gathered | undefined> {
  const entries: FileSystemEntry[] = [];
  const pieces: Piece[] = [];
  for (const item of transfer.items) {
    const entry = item.webkitGetAsEntry();
    const file = entry ? null : item.getAsFile();
    if (entry) entries.push(entry);
    else if (file) pieces.push({ path: file.name, file });
  }
  for (const entry of entries) await walk(entry, pieces);
  return gathered(
    pieces,
    entries.some((entry) => entry.isDirectory),
  );
}

function gathered(all: readonly Piece[], folder: boolean): Gathered | undefined {
  const pieces = all.filter(({ path }) => !THUMB.test(path));
  const [first] = pieces;
  if (!first) return undefined;
  return { name: (folder && first.path.split("/")[0]) || first.path, pieces, folder };
}

async function walk(entry: FileSystemEntry, pieces: Piece[]): Promise<void> {
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    pieces.push({ path: entry.fullPath.replace(/^\//, ""), file });
    return;
  }
  if (!isFolder(entry)) return;
  const reader = entry.createReader();
  for (;;) {
    // A browser gives a hundred at a time.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return;
    for (const one of some) await walk(one, pieces);
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
