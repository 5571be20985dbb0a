import { t } from "@lingui/core/macro";
import { useActor } from "../../common/client";
import type { Actor, Answer } from "../../core";

/** As the server describes it; lists and texts that are empty are left out. */
export type AppCard = Answer<"get_app">["app"];
export type Field = NonNullable<Answer<"get_app">["consent"]>[number];
export type Category = AppCard["category"];

/** The bot of an app; until its card is known what the app says of itself, so that nothing changes its shape. */
export function useBot(id: number, name: string): Actor {
  return useActor(id) ?? { id, kind: "bot", name };
}

export const FIELDS: readonly Field[] = ["name", "phone", "place", "camera"];

export function fieldName(field: Field): string {
  switch (field) {
    case "name":
      return t`Имя, фамилия и фотография`;
    case "phone":
      return t`Номер телефона`;
    case "place":
      return t`Место, где вы сейчас`;
    case "camera":
      return t`Камера`;
  }
}

export const CATEGORIES: readonly Category[] = [
  "city",
  "documents",
  "health",
  "education",
  "transport",
  "housing",
  "culture",
  "business",
  "finance",
  "tools",
  "other",
];

export function categoryName(category: Category): string {
  switch (category) {
    case "city":
      return t`Город`;
    case "documents":
      return t`Документы`;
    case "health":
      return t`Здоровье`;
    case "education":
      return t`Образование`;
    case "transport":
      return t`Транспорт`;
    case "housing":
      return t`Жильё и ЖКХ`;
    case "culture":
      return t`Культура и досуг`;
    case "business":
      return t`Бизнес`;
    case "finance":
      return t`Финансы`;
    case "tools":
      return t`Инструменты`;
    case "other":
      return t`Прочее`;
  }
}
