import { t } from "@lingui/core/macro";
import type { Ask } from "../../core";

export type Reason = Ask<"report">["reason"];

export const REASONS: readonly Reason[] = ["fraud", "pretending", "spam", "violence", "personal_data", "other"];

export function reasonName(reason: Reason): string {
  switch (reason) {
    case "fraud":
      return t`Обман, выманивание денег или кодов`;
    case "pretending":
      return t`Выдаёт себя за другого`;
    case "spam":
      return t`Реклама и рассылки`;
    case "violence":
      return t`Угрозы, оскорбления, насилие`;
    case "personal_data":
      return t`Чужие личные данные`;
    default:
      return t`Другое`;
  }
}
