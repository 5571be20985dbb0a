import { plural, t } from "@lingui/core/macro";
import { longDay } from "../../common/dates";
import type { Answer } from "../../core";

export type View = Answer<"get_channel_application">["application"];
export type Card = View["card"];
export type Step = View["steps"][number];
export type Flag = NonNullable<View["flags"]>[number];
export type BadgeView = Answer<"get_channel_badge">;
export type Body = Card["body"];

export function days(count: number): string {
  if (count === 0) return t`меньше дня`;
  return plural(count, { one: "# день", few: "# дня", many: "# дней", other: "# дня" });
}

export function day(at: number): string {
  return longDay(at, Date.now());
}

/** Who decides: a body by its name, or the administrators of this installation. */
export function bodyName(body: Body | null | undefined): string {
  return body?.name || t`администраторы этого Вече`;
}

export function stateName({ state, appeal, overdue }: Pick<Card, "state"> & Partial<Card>): string {
  if (overdue) return t`срок ответа прошёл`;
  switch (state) {
    case "draft":
      return t`черновик`;
    case "waiting":
      return t`ждёт решения`;
    case "appealed":
      return t`ждёт решения по жалобе`;
    case "approved":
      return t`одобрена`;
    case "refused":
      return appeal ? t`отказ по жалобе` : t`отказ`;
    case "withdrawn":
      return t`отозвана`;
  }
}

export function stateLook({
  state,
  overdue,
}: Pick<Card, "state"> & Partial<Card>): "ok" | "warn" | "danger" | undefined {
  if (state === "approved") return "ok";
  if (overdue || state === "refused") return "danger";
  return state === "waiting" || state === "appealed" ? "warn" : undefined;
}

export function stepName({ act, body }: Step): string {
  const who = bodyName(body);
  switch (act) {
    case "submitted":
      return t`Заявка подана. Решает: ${who}`;
    case "withdrawn":
      return t`Заявка отозвана`;
    case "refused":
      return t`Отказ. Решение принял: ${who}`;
    case "approved":
      return t`Одобрено. Решение принял: ${who}`;
    case "appealed":
      return t`Отказ обжалован. Решает: ${who}`;
    case "appeal_refused":
      return t`Жалоба отклонена. Решение принял: ${who}`;
    case "appeal_approved":
      return t`Жалоба удовлетворена. Решение принял: ${who}`;
    case "escalated":
      return t`Ответа в срок не было. Теперь решает: ${who}`;
    case "overdue":
      return t`Ответа в срок не было, выше передать некому`;
    case "confirmed":
      return t`Учреждение подтвердило данные ещё на год`;
    case "objected":
      return t`С подтверждением не согласен: ${who}`;
    case "countersigned":
      return t`Подтверждено ещё на год. Подтвердил: ${who}`;
    case "unowned":
      return t`Значок снят: ответственная должность больше не владеет каналом`;
    case "due":
      return t`Год прошёл, данные не подтверждены`;
    case "lapsed":
      return t`Значок снят: данные не подтвердили`;
    case "revoked":
      return t`Значок отозван`;
  }
}

/** What the one who decides should look at twice. */
export function flagText({ code, what, like = "", number = 0 }: Flag): string {
  switch (code) {
    case "mixed_scripts":
      return t`В названии смешаны буквы разных алфавитов`;
    case "same_name":
      return t`Этот короткий адрес просит и заявка № ${number}`;
    case "same_register":
      return t`Этот ИНН указан и в заявке № ${number} другой организации`;
    case "same_look":
    case "near": {
      const exact = code === "same_look";
      if (what === "channel") return exact ? t`Неотличимо от канала «${like}»` : t`Похоже на канал «${like}»`;
      if (what === "post") return t`Так называется должность или её держатель: «${like}»`;
      return exact ? t`Неотличимо от организации «${like}»` : t`Похоже на организацию «${like}»`;
    }
  }
}
