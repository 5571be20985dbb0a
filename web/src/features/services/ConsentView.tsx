import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useActor, useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import { ActorAvatar, actorName } from "../../common/Who";
import type { Answer } from "../../core";
import { Button } from "../../ui/Button";
import { Check } from "../../ui/Check";
import { type Field, fieldName, useBot } from "./fields";

interface ConsentViewProps {
  view: Answer<"get_app">;
  onAgreed: () => void;
  onClose: () => void;
}

/** Before the first start: what the app will know, field by field, in the words of its author. */
export function ConsentView({ view: { app, consent }, onAgreed, onClose }: ConsentViewProps) {
  const client = useClient();
  const bot = useBot(app.bot, app.title);
  const owner = useActor(app.owner ?? undefined);
  const wanted = app.wanted ?? [];
  const [chosen, setChosen] = useState<ReadonlySet<Field>>(
    () => new Set(wanted.filter((one) => one.required || consent?.includes(one.field)).map((one) => one.field)),
  );
  const { run, busy, error } = useAct();
  const agree = () =>
    void run(async () => {
      await client.call("give_consent", { bot: app.bot, edition: app.edition, fields: [...chosen] });
      onAgreed();
    });
  const toggle = (field: Field, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(field);
    else next.delete(field);
    setChosen(next);
  };
  const author = actorName(owner);
  return (
    <section className="card stack form consent">
      <div className="line">
        <ActorAvatar actor={bot} id={app.bot} size="l" />
        <div className="stack stack--tight grow">
          <h3 className="t4">{app.title}</h3>
          <span className="t1 dim">
            {author ? t`Автор: ${author}. Страница: ${app.host}` : t`Страница: ${app.host}`}
          </span>
        </div>
      </div>
      {app.summary && <p>{app.summary}</p>}
      {consent !== undefined && <p className="dim">{t`Приложение изменилось и спрашивает заново.`}</p>}
      {wanted.length > 0 && (
        <fieldset className="stack bare">
          <legend className="b">{t`Что передать приложению`}</legend>
          {wanted.map(({ field, purpose, required }) => (
            <Check
              key={field}
              label={required ? t`${fieldName(field)} (обязательно)` : fieldName(field)}
              hint={purpose}
              checked={chosen.has(field)}
              disabled={required === true}
              onChange={(on) => toggle(field, on)}
            />
          ))}
        </fieldset>
      )}
      <p className="t1 dim">{t`Кроме этого приложение узнает ваш номер в этом Вече и язык. Что вы передали, видно в настройках, там же это можно отозвать.`}</p>
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
      <div className="line wrap">
        <Button look="main" busy={busy} onClick={agree}>
          {wanted.length > 0 ? t`Передать и открыть` : t`Открыть`}
        </Button>
        <Button data-first="" onClick={onClose}>{t`Не открывать`}</Button>
      </div>
    </section>
  );
}
