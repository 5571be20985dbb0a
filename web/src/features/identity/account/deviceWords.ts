import { t } from "@lingui/core/macro";

/** How a device is called; sessions of older servers without a name bear a dash. */
export function deviceWords(name: string | undefined): string {
  return name && name !== "—" ? name : t`Браузер и система неизвестны`;
}
