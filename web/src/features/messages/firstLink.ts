const LINK = /https?:\/\/[^\s<>"'«»]+/i;

/** The first web address among the words, without the punctuation of the sentence around it. */
export function firstLink(text: string): string | undefined {
  let found = LINK.exec(text)?.[0]?.replace(/[.,;:!?…]+$/, "");
  // A bracket that was not opened inside belongs to the sentence.
  while (found?.endsWith(")") && !found.includes("(")) found = found.slice(0, -1).replace(/[.,;:!?…]+$/, "");
  return found && URL.canParse(found) ? found : undefined;
}
