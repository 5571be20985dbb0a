import { t } from "@lingui/core/macro";

/** News of the channel desk, for those who asked and for those who decide. */
export function deskTitle(kind: string): string {
  switch (kind) {
    case "channel_asked":
      return t`Учреждение просит канал: решать вам`;
    case "channel_appealed":
      return t`Учреждение обжаловало отказ: решать вам`;
    case "channel_escalated":
      return t`Заявка перешла к вам: прежний орган не ответил в срок`;
    case "channel_overdue":
      return t`Срок ответа по заявке на канал прошёл`;
    case "channel_approved":
      return t`Ваша заявка на канал одобрена`;
    case "channel_refused":
      return t`По вашей заявке на канал отказ: причина в заявке`;
    case "channel_own_escalated":
      return t`По вашей заявке не ответили в срок: она передана выше`;
    case "channel_own_overdue":
      return t`По вашей заявке не ответили в срок, администраторам об этом сказано`;
    case "channel_confirm":
      return t`Пора подтвердить значок вашего канала`;
    case "channel_due":
      return t`Значок вашего канала ждёт подтверждения, через месяц он будет снят`;
    case "channel_lapsed":
      return t`Значок вашего канала снят: его не подтвердили`;
    case "channel_confirmed":
      return t`Учреждение подтвердило значок, который дали вы: можно возразить`;
    case "channel_objected":
      return t`Вышестоящий орган не согласен с подтверждением значка: причина в заявке`;
    case "channel_countersigned":
      return t`Вышестоящий орган подтвердил значок вашего канала`;
    case "channel_unowned":
      return t`Значок вашего канала снят: ответственная должность им больше не владеет`;
    case "channel_given_unowned":
      return t`Снят значок, который дали вы: ответственная должность каналом больше не владеет`;
    case "channel_revoked":
      return t`Значок вашего канала отозван: причина в заявке`;
    default:
      return t`Новость о канале учреждения`;
  }
}

const DECIDES = new Set([
  "channel_asked",
  "channel_appealed",
  "channel_escalated",
  "channel_overdue",
  "channel_confirmed",
  "channel_given_unowned",
]);

/** Where it can be seen to. */
export function deskPlace(kind: string): string {
  return DECIDES.has(kind) ? "/manage/desk" : "/desk";
}
