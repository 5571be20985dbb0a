import { t } from "@lingui/core/macro";
import { type FormEvent, Suspense, useState } from "react";
import { Link } from "wouter";
import { useClient } from "../../../common/client";
import { useMediaViews } from "../../../common/media";
import { useAct } from "../../../common/useAct";
import { photoUrl } from "../../../common/Who";
import { Avatar } from "../../../ui/Avatar";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Field, TextArea } from "../../../ui/Field";
import { toast } from "../../../ui/Toasts";
import type { BotInside, MyBot } from "./shapes";

/** Name, description, commands; and the end of a bot. */
export function About({ inside, onChanged, onGone }: { inside: BotInside; onChanged: () => void; onGone: () => void }) {
  const client = useClient();
  const { bot } = inside;
  const [name, setName] = useState(bot.name);
  const [about, setAbout] = useState(bot.about);
  const [commands, setCommands] = useState(linesOf(bot));
  const { run, busy, error } = useAct();
  const save = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      await client.call("change_bot", {
        bot: bot.id,
        name: name.trim(),
        about: about.trim(),
        commands: commandsOf(commands),
      });
      toast(t`Сохранено`);
      onChanged();
    });
  };
  const link = `${location.origin}/bot/${bot.username}`;
  return (
    <>
      <section className="card">
        {(bot.state === "active" || bot.state === "suspended") && <Picture bot={bot} onChanged={onChanged} />}
        <form className="stack form" onSubmit={save}>
          <Field label={t`Название`} value={name} maxLength={64} onChange={(event) => setName(event.target.value)} />
          <TextArea
            label={t`Что он умеет`}
            value={about}
            maxLength={1000}
            onChange={(event) => setAbout(event.target.value)}
          />
          <TextArea
            label={t`Команды`}
            hint={t`По одной в строке: слово, пробел, пояснение. Люди увидят их, набрав косую черту`}
            value={commands}
            rows={4}
            className="mono"
            placeholder={t`start Начать`}
            onChange={(event) => setCommands(event.target.value)}
          />
          <p className="t1 dim bot-url">
            {t`Ссылка на бота:`} <a href={link}>{link}</a>
          </p>
          {error && (
            <p className="field__error" role="alert">
              {error}
            </p>
          )}
          <div className="line wrap">
            <Button look="main" type="submit" busy={busy}>{t`Сохранить`}</Button>
            <Link className="btn btn--quiet" href={`/services/edit/${bot.id}`}>
              {t`Мини-приложение бота`}
            </Link>
          </div>
        </form>
      </section>
      <Ending bot={bot} onGone={onGone} />
    </>
  );
}

/** As people see it, and how it is changed. */
function Picture({ bot, onChanged }: { bot: MyBot; onChanged: () => void }) {
  const { PhotoButton } = useMediaViews();
  return (
    <div className="line profile__head">
      <Avatar shape="bot" name={bot.name} id={bot.id} size="xl" picture={photoUrl(bot.photo)} />
      <Suspense>
        <PhotoButton target={{ actor: bot.id, bot: bot.id, has: bot.photo !== undefined, onChanged }} />
      </Suspense>
    </div>
  );
}

function Ending({ bot, onGone }: { bot: MyBot; onGone: () => void }) {
  const client = useClient();
  const [sure, setSure] = useState(false);
  const { run, busy, error } = useAct();
  const name = bot.name;
  const end = () =>
    void run(async () => {
      await client.call("delete_bot", { bot: bot.id });
      toast(t`Бот удалён`);
      onGone();
    });
  return (
    <section className="card stack">
      <h2 className="t3">{t`Удалить бота`}</h2>
      <p className="dim">{t`Он замолчит сразу и навсегда. То, что он написал, останется в чатах.`}</p>
      <div className="line">
        <Button look="danger-quiet" onClick={() => setSure(true)}>{t`Удалить бота`}</Button>
      </div>
      {sure && (
        <Dialog
          alert
          title={t`Удалить бота «${name}»?`}
          onClose={() => setSure(false)}
          acts={
            <>
              <Button data-first="" onClick={() => setSure(false)}>{t`Оставить`}</Button>
              <Button look="danger" busy={busy} onClick={end}>{t`Удалить`}</Button>
            </>
          }
        >
          <p className="dim">{t`Вернуть его не получится, и короткое имя больше никому не достанется.`}</p>
          {error && (
            <p className="field__error" role="alert">
              {error}
            </p>
          )}
        </Dialog>
      )}
    </section>
  );
}

function linesOf(bot: MyBot): string {
  return bot.commands.map((one) => [one.name, one.description].filter(Boolean).join(" ")).join("\n");
}

/** «start Начать» → its two halves; empty lines are nothing. */
export function commandsOf(text: string): { name: string; description: string }[] {
  return text
    .split("\n")
    .map((line) => line.trim().replace(/^\//, ""))
    .filter(Boolean)
    .map((line) => {
      const [name = "", ...rest] = line.split(/\s+/);
      return { name, description: rest.join(" ") };
    });
}
