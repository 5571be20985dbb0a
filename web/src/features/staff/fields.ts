import { t } from "@lingui/core/macro";
import type { Answer, Ask } from "../../core";

export type StaffImport = Answer<"get_staff_import">["import"];
export type StaffTable = NonNullable<StaffImport["tables"]>[number];
export type StaffStep = Answer<"list_staff_steps">["steps"][number];
export type StaffTree = Answer<"get_staff_tree">;
export type Mapping = Ask<"plan_staff">["mapping"];
export type StepKind = Ask<"list_staff_steps">["kind"];

/** Of a table: lines and personnel numbers mean something to people. A directory's names of entries do. */
export function isTable(one: StaffImport): boolean {
  return one.mapping !== undefined || one.state === "looked";
}

export const PEOPLE = [
  "key",
  "name",
  "last_name",
  "first_name",
  "middle_name",
  "unit",
  "unit_code",
  "unit_1",
  "unit_2",
  "unit_3",
  "unit_4",
  "title",
  "head",
  "deputy",
  "email",
  "phone",
  "login",
  "active",
  "since",
  "until",
  "organisation",
] as const;
export const UNITS = ["code", "name", "parent", "head", "organisation"] as const;

/** What a field is called on screen. */
export function peopleField(field: string): string {
  const names: Record<string, string> = {
    key: t`Табельный номер`,
    name: t`Имя целиком`,
    last_name: t`Фамилия`,
    first_name: t({ message: "Имя", context: "a part of the name" }),
    middle_name: t`Отчество`,
    unit: t`Подразделение`,
    unit_code: t`Код подразделения`,
    unit_1: t`Подразделение, уровень 1`,
    unit_2: t`Подразделение, уровень 2`,
    unit_3: t`Подразделение, уровень 3`,
    unit_4: t`Подразделение, уровень 4`,
    title: t`Должность`,
    head: t`Руководит подразделением`,
    deputy: t`Заместитель`,
    email: t`Почта`,
    phone: t`Телефон`,
    login: t`Логин`,
    active: t`Работает или уволен`,
    since: t`Принят`,
    until: t`Уволен`,
    organisation: t`Организация`,
  };
  return names[field] ?? field;
}

export function unitField(field: string): string {
  const names: Record<string, string> = {
    code: t`Код`,
    name: t`Название`,
    parent: t`Код вышестоящего`,
    head: t`Номер руководителя`,
    organisation: t`Организация`,
  };
  return names[field] ?? field;
}

/** An import that works by itself for a while. */
export function isBusy(one: StaffImport): boolean {
  return ["planning", "waiting", "working", "undoing"].includes(one.state);
}

export function stateName(one: StaffImport): string {
  switch (one.state) {
    case "looked":
      return t`Столбцы не названы`;
    case "planning":
      return t`Проверяется`;
    case "planned":
      return t`Проверен`;
    case "asking":
      return t`Ждёт второго администратора`;
    case "waiting":
    case "working":
      return t`Выполняется`;
    case "done":
      return t`Выполнен`;
    case "undoing":
      return t`Отменяется`;
    case "undone":
      return t`Отменён`;
    default:
      return t`Не выполнен`;
  }
}
