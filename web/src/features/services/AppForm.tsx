import "../../ui/styles/apps.css";
import { t } from "@lingui/core/macro";
import { type FormEvent, useState } from "react";
import { openApp } from "../../common/apps";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import { type ActorId, type Ask, asVecheError } from "../../core";
import { Button } from "../../ui/Button";
import { Check } from "../../ui/Check";
import { Field, TextArea } from "../../ui/Field";
import { RowSkeletons } from "../../ui/States";
import { toast } from "../../ui/Toasts";
import { AppState } from "./AppState";
import { type AppCard, CATEGORIES, categoryName } from "./fields";
import { WantedFields } from "./WantedFields";

type Draft = Required<Omit<Ask<"set_app">, "bot">>;

/** For the author of a bot: its mini app. */
export default function AppForm({ bot }: { bot: ActorId }) {
  const client = useClient();
  const { value, error, again } = useAsk(`own app ${bot}`, async () => {
    try {
      return { app: (await client.call("get_app", { bot })).app };
    } catch (thrown) {
      // A bot that has none yet.
      if (asVecheError(thrown).trouble.code === "app_not_found") return { app: undefined };
      throw thrown;
    }
  });
  if (error) return <p className="field__error">{error}</p>;
  if (!value) return <RowSkeletons count={4} label={t`Загружаем приложение`} />;
  return <Form key={value.app?.edition ?? 0} bot={bot} app={value.app} onSaved={again} />;
}

function Form({ bot, app, onSaved }: { bot: ActorId; app: AppCard | undefined; onSaved: () => void }) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const [draft, setDraft] = useState<Draft>({
    url: app?.url ?? "https://",
    title: app?.title ?? "",
    category: app?.category ?? "city",
    summary: app?.summary ?? "",
    description: app?.description ?? "",
    wanted: app?.wanted ?? [],
    listed: app?.listed ?? true,
  });
  const put = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const [sent, setSent] = useState(false);
  const lacking = draft.wanted.some(({ purpose }) => purpose.trim() === "");
  const save = async () => {
    await client.call("set_app", { bot, ...draft });
    onSaved();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    if (lacking) return;
    void run(async () => {
      await save();
      toast(t`Сохранено`);
    });
  };
  const send = () => {
    setSent(true);
    if (lacking) return;
    void run(async () => {
      await save();
      const { app: now } = await client.call("submit_app", { bot });
      toast(now.state === "approved" ? t`Приложение открыто для всех` : t`Отправлено администратору`);
      onSaved();
    });
  };
  return (
    <form className="card stack form" onSubmit={submit} noValidate>
      {app && <AppState app={app} />}
      <Field
        label={t`Адрес страницы`}
        hint={t`https, на другом имени, чем само Вече`}
        type="url"
        value={draft.url}
        maxLength={1024}
        onChange={(event) => put({ url: event.target.value })}
      />
      <Field
        label={t`Название`}
        value={draft.title}
        maxLength={60}
        onChange={(event) => put({ title: event.target.value })}
      />
      <div className="field">
        <label htmlFor="app-category">{t`Раздел каталога`}</label>
        <select
          id="app-category"
          className="input"
          value={draft.category}
          onChange={(event) => put({ category: event.target.value as Draft["category"] })}
        >
          {CATEGORIES.map((one) => (
            <option key={one} value={one}>
              {categoryName(one)}
            </option>
          ))}
        </select>
      </div>
      <Field
        label={t`Одной строкой: что оно делает`}
        value={draft.summary}
        maxLength={140}
        onChange={(event) => put({ summary: event.target.value })}
      />
      <TextArea
        label={t`Подробнее`}
        value={draft.description}
        maxLength={2000}
        onChange={(event) => put({ description: event.target.value })}
      />
      <WantedFields wanted={draft.wanted} checked={sent} onChange={(wanted) => put({ wanted })} />
      <Check label={t`Показывать в каталоге`} checked={draft.listed} onChange={(listed) => put({ listed })} />
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
      <div className="line wrap">
        <Button type="submit" busy={busy}>{t`Сохранить`}</Button>
        {app && <Button onClick={() => openApp({ bot })}>{t`Попробовать`}</Button>}
        {app?.state !== "approved" && app?.state !== "waiting" && (
          <Button look="main" busy={busy} onClick={send}>{t`Открыть для всех`}</Button>
        )}
      </div>
    </form>
  );
}
