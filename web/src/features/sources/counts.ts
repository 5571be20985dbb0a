import { t } from "@lingui/core/macro";
import type { Change } from "./shapes";

/** What was changed, in figures. */
export function countsText({ create = 0, change = 0, leave = 0 }: Pick<Change, "create" | "change" | "leave">): string {
  const parts = [
    create > 0 && t`новых: ${create}`,
    change > 0 && t`изменений: ${change}`,
    leave > 0 && t`ушли: ${leave}`,
  ].filter(Boolean);
  return parts.join(" · ") || t`только подразделения`;
}
