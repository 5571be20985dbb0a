import { i18n } from "@lingui/core";
import { t } from "@lingui/core/macro";

export { fileAddress as address } from "../../common/media";

/** 0:07, 12:40, 1:02:03. */
export function clockLength(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const two = (value: number) => String(value).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  const tail = `${two(seconds % 60)}`;
  return minutes < 60 ? `${minutes}:${tail}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${tail}`;
}

/** A size in words: 640 bytes, 12 kB, 3.4 MB. */
export function sizeText(bytes: number): string {
  const number = (value: number) =>
    new Intl.NumberFormat(i18n.locale, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
  if (bytes < 1000) return t`${number(bytes)} Б`;
  if (bytes < 1_000_000) return t`${number(bytes / 1000)} кБ`;
  if (bytes < 1_000_000_000) return t`${number(bytes / 1_000_000)} МБ`;
  return t`${number(bytes / 1_000_000_000)} ГБ`;
}

/** The ending of a file's name, for its picture: PDF, XLSX. */
export function ending(name: string): string {
  const found = /\.([\p{L}\p{N}]{1,5})$/u.exec(name)?.[1];
  return (found ?? "").toUpperCase();
}
