import { t } from "@lingui/core/macro";
import { troubleText } from "../../common/trouble";
import type { Trouble } from "../../core";

/** Why a file was not taken, for people. What the server has said in words is said so. */
export function uploadTrouble(trouble: Trouble | undefined): string {
  if (!trouble) return t`Файл не загрузился.`;
  switch (trouble.code) {
    case "upload_lost":
      return t`Файла больше нет на этом устройстве. Приложите его ещё раз.`;
    case "file_infected":
      return t`В файле найден вирус. Он не отправлен.`;
    case "file_empty":
      return t`Файл пустой.`;
    case "picture_broken":
    case "not_a_picture":
      return t`Картинка повреждена или это не картинка. Отправьте её файлом.`;
    case "picture_too_large":
      return t`В картинке слишком много точек. Отправьте её файлом.`;
    case "check_failed":
    case "file_refused":
      return t`Файл не прошёл проверку. Попробуйте отправить его файлом.`;
  }
  return troubleText(trouble) || t`Файл не загрузился.`;
}
