import "../../ui/styles/apps.css";
import { t } from "@lingui/core/macro";
import { LayoutGrid, SearchX } from "lucide-react";
import { useEffect, useState } from "react";
import { openApp } from "../../common/apps";
import { useActor, useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import { ActorAvatar, actorName } from "../../common/Who";
import { Button } from "../../ui/Button";
import { Search } from "../../ui/Search";
import { Empty, RowSkeletons } from "../../ui/States";
import { type AppCard, CATEGORIES, type Category, categoryName, useBot } from "./fields";

const PAUSE_MS = 250;

/** Mini apps that the operator approved: by category and by words. */
export default function Catalogue() {
  const client = useClient();
  const [query, setQuery] = useState("");
  const [wanted, setWanted] = useState("");
  const [category, setCategory] = useState<Category>();
  useEffect(() => {
    const timer = setTimeout(() => setWanted(query.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [query]);
  const fields = { query: wanted, ...(category ? { category } : {}) };
  const key = `apps ${category} ${wanted}`;
  const { value, error, again } = useAsk(key, () => client.call("list_apps", fields));
  const more = useMore(key, value?.next ?? undefined, (after) => client.call("list_apps", { ...fields, after }));
  const apps = [...(value?.apps ?? []), ...more.apps];
  return (
    <section className="stack">
      <Search label={t`Поиск сервисов`} clearLabel={t`Очистить`} value={query} onChange={setQuery} />
      <Categories chosen={category} onChange={setCategory} />
      <p className="vh" role="status">
        {value ? t`Сервисов показано: ${apps.length}` : t`Ищем`}
      </p>
      {error && (
        <Empty
          danger
          icon={<SearchX className="i i--l" aria-hidden="true" />}
          title={t`Каталог не открылся`}
          acts={<Button onClick={again}>{t`Повторить`}</Button>}
        >
          <p>{error}</p>
        </Empty>
      )}
      {!value && !error && <RowSkeletons count={4} label={t`Загружаем каталог`} />}
      {value && apps.length === 0 && (
        <Empty
          icon={<LayoutGrid className="i i--l" aria-hidden="true" />}
          title={wanted || category ? t`Таких сервисов нет` : t`Сервисов пока нет`}
        >
          <p>
            {wanted || category
              ? t`Попробуйте другое слово или уберите раздел.`
              : t`Здесь появятся мини-приложения ботов, которые одобрит администратор.`}
          </p>
        </Empty>
      )}
      <ul className="tiles">
        {apps.map((app) => (
          <Tile key={app.bot} app={app} />
        ))}
      </ul>
      {more.load && (
        <Button busy={more.busy} onClick={more.load}>
          {t`Показать ещё`}
        </Button>
      )}
      {more.error && <p className="field__error">{more.error}</p>}
    </section>
  );
}

function Categories({ chosen, onChange }: { chosen: Category | undefined; onChange: (one?: Category) => void }) {
  return (
    <fieldset className="appcats bare">
      <legend className="vh">{t`Раздел`}</legend>
      {CATEGORIES.map((one) => (
        <button
          key={one}
          type="button"
          className="chip"
          aria-pressed={chosen === one}
          onClick={() => onChange(chosen === one ? undefined : one)}
        >
          {categoryName(one)}
        </button>
      ))}
    </fieldset>
  );
}

function Tile({ app }: { app: AppCard }) {
  const bot = useBot(app.bot, app.title);
  const author = actorName(useActor(app.owner ?? undefined));
  return (
    <li>
      <button type="button" className="tile" onClick={() => openApp({ bot: app.bot })}>
        <ActorAvatar actor={bot} id={app.bot} size="l" />
        <span className="tile__body">
          <b className="cut">{app.title}</b>
          <span className="tile__text">{app.summary}</span>
          <span className="t1 dimmer cut">{[categoryName(app.category), author].filter(Boolean).join(" · ")}</span>
        </span>
      </button>
    </li>
  );
}

interface Page {
  readonly apps: readonly AppCard[];
  readonly next?: string | undefined;
}

/** The pages after the first one; another question begins anew. */
function useMore(key: string, first: string | undefined, ask: (after: string) => Promise<Page>) {
  const [state, setState] = useState<{ key: string; apps: readonly AppCard[]; next: string | undefined }>();
  const { run, busy, error } = useAct();
  const current = state?.key === key ? state : { key, apps: [], next: first };
  const { next } = current;
  const load = next
    ? () =>
        void run(async () => {
          const page = await ask(next);
          setState({ key, apps: [...current.apps, ...page.apps], next: page.next });
        })
    : undefined;
  return { apps: current.apps, load, busy, error };
}
