import { plural, t } from "@lingui/core/macro";
import { Plug, PlugZap, Unplug } from "lucide-react";
import { useClient } from "../../../common/client";
import { dayAndTime } from "../../../common/dates";
import { useAct } from "../../../common/useAct";
import { Button } from "../../../ui/Button";
import { Tag } from "../../../ui/States";
import { toast } from "../../../ui/Toasts";
import { AddToChat } from "./AddToChat";
import type { BotInside } from "./shapes";
import { Traffic } from "./Traffic";

/** How the bot fares: what it fetches, where its updates go, its day in figures. */
export function Overview({ inside, onChanged }: { inside: BotInside; onChanged: () => void }) {
  const waiting = plural(inside.waiting, {
    one: "Его ждёт # событие",
    few: "Его ждут # события",
    many: "Его ждёт # событий",
    other: "Его ждут # события",
  });
  return (
    <>
      <section className="card stack">
        <h2 className="t3">{t`Связь с программой`}</h2>
        <p className="line">
          {inside.polling ? (
            <>
              <PlugZap className="i" aria-hidden="true" />
              <span>{t`Программа на связи и ждёт событий`}</span>
            </>
          ) : inside.webhooks.length > 0 ? (
            <>
              <Plug className="i" aria-hidden="true" />
              <span>{t`События уходят по адресам вебхука`}</span>
            </>
          ) : (
            <>
              <Unplug className="i" aria-hidden="true" />
              <span>{t`Программа сейчас не спрашивает событий`}</span>
            </>
          )}
        </p>
        {inside.waiting > 0 && <p className="dim">{waiting}</p>}
        <Hooks inside={inside} onChanged={onChanged} />
      </section>
      <Traffic hours={inside.hours} />
      <AddToChat bot={inside.bot} />
    </>
  );
}

function Hooks({ inside, onChanged }: { inside: BotInside; onChanged: () => void }) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const remove = (url: string) =>
    void run(async () => {
      await client.call("remove_bot_webhook", { bot: inside.bot.id, url });
      toast(t`Адрес убран, события снова ждут опроса`);
      onChanged();
    });
  if (inside.webhooks.length === 0) return null;
  return (
    <ul className="devices">
      {error && <li className="field__error">{error}</li>}
      {inside.webhooks.map((hook) => {
        const since = dayAndTime(hook.failing_since ?? hook.made_at, Date.now());
        return (
          <li className="device" key={hook.url}>
            <span className="row__body grow">
              <span className="line wrap">
                <b className="mono bot-url">{hook.url}</b>
                {hook.failing_since === undefined ? (
                  <Tag look="ok">{t`отвечает`}</Tag>
                ) : (
                  <Tag look="danger">{t`не отвечает`}</Tag>
                )}
              </span>
              <span className="t1 dimmer">
                {hook.failing_since === undefined
                  ? t`с ${since}`
                  : t`не отвечает с ${since}; через 8 часов адрес уберётся сам`}
                {hook.types && ` · ${hook.types.join(", ")}`}
              </span>
            </span>
            <Button look="quiet" busy={busy} aria-label={t`Убрать: ${hook.url}`} onClick={() => remove(hook.url)}>
              {t`Убрать`}
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
