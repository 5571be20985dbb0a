/** What somebody pasted or a file holds: one word for each cell or line, without a repetition. */
export function wordsOf(text: string): string[] {
  const words = text
    .split(/[\s;,\t"]+/)
    .map((word) => word.trim())
    .filter((word) => word !== "" && word.length <= 320);
  return [...new Set(words)];
}

/** A long list in parts that the server takes at once; nothing of it is left out. */
export function portions(words: readonly string[], most: number): string[][] {
  return Array.from({ length: Math.ceil(words.length / most) }, (_, part) =>
    words.slice(part * most, (part + 1) * most),
  );
}

/** Tables of offices come as UTF-8 or as cp1251; addresses and numbers are the same in both. */
export async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1251").decode(bytes);
  }
}
