const PATRONYMIC = /(вич|вна|ична|инична|оглы|кызы|угли|гызы)$/i;
const LETTER = /\p{L}|\p{N}/u;

function words(name: string): string[] {
  return name.split(/[\s:,.«»"()]+/u).filter((word) => LETTER.test(word));
}

function first(word: string | undefined): string {
  return word ? ([...word].find((char) => LETTER.test(char)) ?? "").toUpperCase() : "";
}

/** Two letters for an avatar: of a person's surname and name, of a title's first two words. */
export function initials(name: string): string {
  const all = words(name);
  const short = first(all[0]) + first(all[1]);
  if (short.length > 1 || !all[0]) return short || "?";
  return short;
}

/**
 * "Преображенская-Вознесенская Екатерина Александровна" becomes "Преображенская-Вознесенская Е. А.".
 * Only a full Russian name (surname, name, patronymic) is cut; anything else stays as its owner wrote it.
 */
export function shortName(name: string): string {
  const all = name.trim().split(/\s+/);
  const [surname, given, patronymic] = all;
  if (all.length !== 3 || !surname || !given || !patronymic || !PATRONYMIC.test(patronymic)) return name;
  return `${surname} ${first(given)}. ${first(patronymic)}.`;
}

/** How a full Russian name is spoken to: name and patronymic. */
export function spokenName(name: string): string {
  const all = name.trim().split(/\s+/);
  const patronymic = all[2];
  if (all.length === 3 && patronymic && PATRONYMIC.test(patronymic)) return `${all[1]} ${patronymic}`;
  return name;
}
