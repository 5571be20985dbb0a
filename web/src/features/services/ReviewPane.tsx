import { t } from "@lingui/core/macro";
import { LayoutGrid } from "lucide-react";
import { useState } from "react";
import { openApp } from "../../common/apps";
import { useActor, useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import { ActorAvatar, actorName } from "../../common/Who";
import type { Ask } from "../../core";
import { Button } from "../../ui/Button";
import { TextArea } from "../../ui/Field";
import { Empty, RowSkeletons } from "../../ui/States";
import { toast } from "../../ui/Toasts";
import { type AppCard, categoryName, fieldName, useBot } from "./fields";

type Verdict = Ask<"review_app">["verdict"];

/** For administrators: mini apps that ask to be let in. */
export default function ReviewPane() {
  const client = useClient();
  const { value, error, again } = useAsk("apps to review", () => client.call("list_apps_to_review", {}));
  return (
    <section className="card stack">
      {error && <p className="field__error">{error}</p>}
      {!value && !error && <RowSkeletons count={2} label={t`Загружаем заявки`} />}
      {value?.apps.length === 0 && (
        <Empty icon={<LayoutGrid className="i i--l" aria-hidden="true" />} title={t`Заявок нет`}>
          <p>{t`Здесь появятся мини-приложения, которые авторы просят открыть для всех.`}</p>
        </Empty>
      )}
      <ul className="stack">
        {value?.apps.map((app) => (
          <Line key={app.bot} app={app} onDone={again} />
        ))}
      </ul>
    </section>
  );
}

function Line({ app, onDone }: { app: AppCard; onDone: () => void }) {
  const client = useClient();
  const bot = useBot(app.bot, app.title);
  const author = actorName(useActor(app.owner ?? undefined));
  const [note, setNote] = useState("");
  const { run, busy, error } = useAct();
  const decide = (verdict: Verdict) =>
    void run(async () => {
      await client.call("review_app", { bot: app.bot, edition: app.edition, verdict, note: note.trim() });
      toast(verdict === "approved" ? t`Одобрено: ${app.title}` : t`Отказано: ${app.title}`);
      onDone();
    });
  const wanted = app.wanted ?? [];
  return (
    <li className="card stack form">
      <div className="line top">
        <ActorAvatar actor={bot} id={app.bot} size="m" />
        <span className="row__body grow">
          <b>{app.title}</b>
          <span className="t1 dim">{[categoryName(app.category), author].filter(Boolean).join(" · ")}</span>
        </span>
        <Button onClick={() => openApp({ bot: app.bot })}>{t`Посмотреть`}</Button>
      </div>
      {app.summary && <p>{app.summary}</p>}
      {app.description && <p className="dim about">{app.description}</p>}
      <p className="address">{app.url}</p>
      {wanted.length === 0 ? (
        <p className="t1 dim">{t`Данных не просит.`}</p>
      ) : (
        <ul className="stack stack--tight">
          {wanted.map(({ field, purpose, required }) => (
            <li key={field} className="t1">
              <b>{required ? t`${fieldName(field)} (обязательно)` : fieldName(field)}</b>: {purpose}
            </li>
          ))}
        </ul>
      )}
      <TextArea
        label={t`Что сказать автору`}
        value={note}
        maxLength={1000}
        error={error}
        onChange={(event) => setNote(event.target.value)}
      />
      <div className="line wrap">
        <Button look="main" busy={busy} onClick={() => decide("approved")}>{t`Одобрить`}</Button>
        <Button look="danger-quiet" busy={busy} disabled={note.trim() === ""} onClick={() => decide("refused")}>
          {t`Отказать с объяснением`}
        </Button>
      </div>
    </li>
  );
}
