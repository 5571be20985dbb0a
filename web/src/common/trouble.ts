import { plural, t } from "@lingui/core/macro";
import { asVecheError, type Trouble } from "../core";

/** A waiting time in words: seconds up to two minutes, then minutes. */
export function waiting(seconds: number): string {
  if (seconds < 120)
    return plural(seconds, { one: "# секунду", few: "# секунды", many: "# секунд", other: "# секунды" });
  const minutes = Math.ceil(seconds / 60);
  return plural(minutes, { one: "# минуту", few: "# минуты", many: "# минут", other: "# минуты" });
}

/** What went wrong, for people. The server's words come in the reader's language; our own are here. */
export function troubleText({ code, text, retry_after }: Trouble): string {
  switch (code) {
    case "offline":
      return t`Нет связи с сервером. Повторите, когда она вернётся.`;
    case "timeout":
    case "connection_lost":
      return t`Сервер не ответил. Повторите через минуту.`;
    case "bad_answer":
      return t`Сервер ответил непонятно. Обновите страницу.`;
    case "signed_out":
      return t`Вы вышли. Войдите ещё раз.`;
    case "stopped":
      return t`Вече закрывается.`;
  }
  if (retry_after && retry_after > 0) {
    const wait = waiting(retry_after);
    return t`${text} Повторить можно через ${wait}.`;
  }
  return text;
}

export function errorText(thrown: unknown): string {
  return troubleText(asVecheError(thrown).trouble);
}
