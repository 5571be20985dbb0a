import "../../ui/styles/search.css";
import { t } from "@lingui/core/macro";
import { Clock, SearchX, WifiOff } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { useClient, useConnection } from "../../common/client";
import { useAsk } from "../../common/useAsk";
import { chatName } from "../../common/Who";
import type { ActorId, ChatId, Reader, Seq } from "../../core";
import { Button } from "../../ui/Button";
import { Banner, Empty, RowSkeletons } from "../../ui/States";
import { Chips } from "./Chips";
import { Hits } from "./Hits";
import { findHere, fits } from "./local";
import { type Filters, type Hit, NO_FILTERS, narrowed } from "./model";
import { ChatNames, PeopleNames, PublicChats, Section } from "./Names";
import { remember, useRecent } from "./recent";
import { useSearch } from "./useSearch";
import { useSettled } from "./useSettled";

export interface PanelProps {
  actor: ActorId;
  query: string;
  /** The chat that is open beside. */
  current: ChatId | undefined;
  onQuery: (query: string) => void;
  onChat: (chat: ChatId) => void;
  onMessage: (chat: ChatId, seq: Seq) => void;
  onActor: (actor: ActorId) => void;
  onCode: (code: string) => void;
}

/** In place of the chat list while one searches: chats, people and messages that answer. */
export default function Panel(props: PanelProps) {
  const [filters, setFilters] = useState<Filters>(NO_FILTERS);
  const offline = useConnection().status === "offline";
  const query = useSettled(props.query.trim());
  const idle = query === "" && !narrowed(filters);
  const kept = <Given extends unknown[]>(act: (...given: Given) => void) => {
    return (...given: Given) => {
      remember(query);
      act(...given);
    };
  };
  const acts = {
    onChat: kept(props.onChat),
    onMessage: kept(props.onMessage),
    onActor: kept(props.onActor),
    onCode: kept(props.onCode),
  };
  const shared = { ...props, ...acts, query, filters, setFilters };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys are a short way between the buttons inside
    <div className="searched" onKeyDown={byArrows}>
      {idle ? <Idle {...shared} /> : offline ? <Offline {...shared} /> : <Online {...shared} />}
    </div>
  );
}

interface Shown extends PanelProps {
  filters: Filters;
  setFilters: (filters: Filters) => void;
}

/** Nothing is asked yet: what was searched for lately on this device, and filters to begin with. */
function Idle({ actor, current, filters, setFilters, onQuery }: Shown) {
  const { searches, forget } = useRecent();
  return (
    <>
      <Chips filters={filters} actor={actor} current={current} hits={[]} onChange={setFilters} />
      {searches.length === 0 ? (
        <p className="dim searched__hint">
          {t`Ищите чаты, людей и сообщения: в любой форме слова, с опечаткой, в другой раскладке.`}
        </p>
      ) : (
        <Section title={t`Недавние запросы на этом устройстве`}>
          <ul>
            {searches.map((words) => (
              <li key={words}>
                <button type="button" className="row row--dense row--wide" onClick={() => onQuery(words)}>
                  <Clock className="i dimmer" aria-hidden="true" />
                  <span className="cut">{words}</span>
                </button>
              </li>
            ))}
          </ul>
          <Button look="quiet" onClick={forget}>
            {t`Забыть их`}
          </Button>
        </Section>
      )}
    </>
  );
}

function Online({ actor, query, current, filters, setFilters, onChat, onMessage, onActor, onCode }: Shown) {
  const search = useSearch(query, filters, actor);
  const { names, hits, error } = search;
  const chats = names?.chats.map((chat) => chat.id) ?? [];
  const partners = new Set(names?.chats.map((chat) => chat.peer));
  const people = names?.people.filter(({ card }) => card.id !== actor && !partners.has(card.id)) ?? [];
  const shared = names?.public ?? [];
  const nothing = !search.busy && !error && chats.length + people.length + shared.length + hits.length === 0;
  return (
    <>
      <Chips filters={filters} actor={actor} current={current} hits={hits} onChange={setFilters} />
      <p className="vh" role="status">
        {search.busy ? t`Ищем` : nothing ? t`Ничего не нашлось` : t`Результаты готовы`}
      </p>
      {search.busy && hits.length === 0 && !names && <RowSkeletons label={t`Ищем`} count={6} />}
      {chats.length > 0 && <ChatNames ids={chats} actor={actor} onOpen={onChat} />}
      {people.length > 0 && <PeopleNames people={people} onOpen={onActor} />}
      {shared.length > 0 && <PublicChats chats={shared} onOpen={onCode} />}
      {hits.length > 0 && (
        <Section title={t`Сообщения`}>
          {search.readAs && <p className="dim">{t`Искали «${search.readAs}»: как в другой раскладке`}</p>}
          <Hits hits={hits} actor={actor} onOpen={onMessage} />
        </Section>
      )}
      {search.more && !error && (
        <div className="searched__more">
          <Button look="soft" busy={search.busy} onClick={search.loadMore}>
            {t`Искать дальше`}
          </Button>
        </div>
      )}
      {error && (
        <Empty
          danger
          icon={<SearchX className="i i--l" aria-hidden="true" />}
          title={t`Поиск не получился`}
          acts={<Button onClick={search.again}>{t`Повторить`}</Button>}
        >
          <p>{error}</p>
        </Empty>
      )}
      {nothing && !search.more && <Nothing filters={filters} onReset={() => setFilters(NO_FILTERS)} />}
    </>
  );
}

function Nothing({ filters, onReset }: { filters: Filters; onReset: () => void }) {
  const reset = narrowed(filters) && <Button onClick={onReset}>{t`Убрать фильтры`}</Button>;
  return (
    <Empty icon={<SearchX className="i i--l" aria-hidden="true" />} title={t`Ничего не нашлось`} acts={reset}>
      <p>{t`Попробуйте другое слово или меньше слов. Ищем только в чатах, где вы сейчас участник.`}</p>
    </Empty>
  );
}

const NO_HITS: readonly Hit[] = [];

/** Without a network: in what this device keeps, and it says so. */
function Offline({ actor, query, onChat, onMessage }: Shown) {
  const client = useClient();
  const ids = client.read.chatList(actor).ids;
  const { value } = useAsk(`here ${actor} ${query}`, () => findHere(client, query, ids));
  const chats = ids.filter((id) => isCalled(client.read, actor, id, query)).slice(0, 20);
  const hits = value ?? NO_HITS;
  return (
    <>
      <Banner look="warn" icon={<WifiOff className="i i--s" aria-hidden="true" />}>
        {t`Нет связи: ищем в том, что сохранено на этом устройстве, по началу слов.`}
      </Banner>
      {!value && <RowSkeletons label={t`Ищем`} count={4} />}
      {chats.length > 0 && <ChatNames ids={chats} actor={actor} onOpen={onChat} />}
      {hits.length > 0 && (
        <Section title={t`Сообщения`}>
          <Hits hits={hits} actor={actor} onOpen={onMessage} />
        </Section>
      )}
      {value && chats.length + hits.length === 0 && (
        <Empty icon={<SearchX className="i i--l" aria-hidden="true" />} title={t`На устройстве этого нет`}>
          <p>{t`Когда связь вернётся, поищем на сервере.`}</p>
        </Empty>
      )}
    </>
  );
}

function isCalled(read: Reader, actor: ActorId, chat: ChatId, query: string): boolean {
  const row = read.chatRow(actor, chat);
  return row !== undefined && query !== "" && fits(chatName(read, row, actor), query);
}

/** Up and down go through what was found, from the field above it and back. */
function byArrows(event: KeyboardEvent<HTMLDivElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("button.row")];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  if (!step || at < 0) return;
  event.preventDefault();
  rows[at + step]?.focus();
}
