import { t } from "@lingui/core/macro";
import { useEffect } from "react";
import { useClient } from "../../../common/client";
import { useAct } from "../../../common/useAct";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import type { AppCard, Field } from "../fields";
import type { Question } from "../useHost";
import type { QuestionProps } from "./AppQuestion";

const LOCATE_MS = 15_000;

/** Where one is: only what the app declared, and only after a yes, for once or until it is taken back. */
export function PlaceQuestion({ question, app }: QuestionProps) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const wanted = app.wanted?.find((one) => one.field === "place");
  const allowed = question.launch.fields.includes("place");
  const { refuse } = question;
  useEffect(() => {
    if (!wanted) refuse("client.place.denied");
    else if (allowed) locate(question);
  }, [wanted, allowed, refuse, question]);
  if (!wanted || allowed) return null;
  const always = () =>
    void run(async () => {
      await client.call("give_consent", { bot: app.bot, edition: app.edition, fields: withPlace(app, question) });
      locate(question);
    });
  return (
    <Dialog
      title={t`Сообщить, где вы сейчас?`}
      onClose={() => refuse("client.place.denied")}
      acts={
        <>
          <Button data-first="" onClick={() => refuse("client.place.denied")}>{t`Не сообщать`}</Button>
          <Button busy={busy} onClick={always}>{t`Сообщать всегда`}</Button>
          <Button look="main" onClick={() => locate(question)}>{t`Один раз`}</Button>
        </>
      }
    >
      <p>{t`Приложение «${app.title}» спрашивает ваше место.`}</p>
      <p className="dim">{wanted.purpose}</p>
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
    </Dialog>
  );
}

function withPlace(app: AppCard, question: Question): readonly Field[] {
  const wanted = app.wanted?.map((one) => one.field) ?? [];
  return [...new Set<Field>([...question.launch.fields, "place"])].filter((field) => wanted.includes(field));
}

function locate(question: Question): void {
  navigator.geolocation.getCurrentPosition(
    ({ coords }) =>
      question.give({ latitude: coords.latitude, longitude: coords.longitude, accuracy: coords.accuracy }),
    () => question.refuse("client.place.unknown"),
    { enableHighAccuracy: true, timeout: LOCATE_MS },
  );
}
