/** Files as one zip, without packing them tighter: their bytes stay where they are on the disk until they are sent. */
export interface Piece {
  /** Within the folder, with slashes. */
  readonly path: string;
  readonly file: Blob;
}

const LIMIT = 0xffffffff;
const MOST = 0xffff;
const UTF8 = 0x0800;
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** More than this kind of zip can hold: the command line takes a folder of any size. */
export class TooMuch extends Error {}

export async function pack(pieces: readonly Piece[], onDone: (pieces: number) => void = () => {}): Promise<Blob> {
  const size = pieces.reduce((sum, { file, path }) => sum + file.size + 2 * path.length * 3 + 128, 0);
  if (size > LIMIT || pieces.length > MOST) throw new TooMuch();
  const parts: BlobPart[] = [];
  const list: BlobPart[] = [];
  let place = 0;
  let listed = 0;
  for (const [index, { path, file }] of pieces.entries()) {
    const name = new TextEncoder().encode(path);
    const about = [VERSION, UTF8, 0, 0, 0x21] as const;
    const sum = await checksum(file);
    const sizes = [sum, file.size, file.size] as const;
    const head = bytes([LOCAL], about, sizes, [name.length, 0]);
    parts.push(head, name, file);
    const entry = bytes([CENTRAL], [VERSION, ...about], sizes, [name.length, 0, 0, 0, 0], [0, place]);
    list.push(entry, name);
    place += head.length + name.length + file.size;
    listed += entry.length + name.length;
    onDone(index + 1);
  }
  const end = bytes([END], [0, 0, pieces.length, pieces.length], [listed, place], [0]);
  return new Blob([...parts, ...list, end], { type: "application/zip" });
}

/** Numbers of four bytes and of two, in turns, as the format wants them. */
function bytes(...groups: (readonly number[])[]): Uint8Array<ArrayBuffer> {
  const widths = groups.map((_, index) => (index % 2 === 0 ? 4 : 2));
  const length = groups.reduce((sum, group, index) => sum + group.length * (widths[index] ?? 0), 0);
  const view = new DataView(new ArrayBuffer(length));
  let at = 0;
  groups.forEach((group, index) => {
    for (const value of group) {
      if (widths[index] === 4) view.setUint32(at, value, true);
      else view.setUint16(at, value, true);
      at += widths[index] ?? 0;
    }
  });
  return new Uint8Array(view.buffer);
}

async function checksum(file: Blob): Promise<number> {
  const reader = file.stream().getReader();
  let value = LIMIT;
  for (;;) {
    const { done, value: chunk } = await reader.read();
    if (done) return (value ^ LIMIT) >>> 0;
    for (const byte of chunk) value = (value >>> 8) ^ (TABLE[(value ^ byte) & 0xff] ?? 0);
  }
}
