import { t } from "@lingui/core/macro";
import { ChevronLeft } from "lucide-react";
import { type ReactNode, type RefObject, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { Virtualizer } from "virtua";
import { useHat, useRead } from "../../common/client";
import { lazy } from "../../common/later";
import type { ActorId, ChatId, Reader } from "../../core";
import { IconButton } from "../../ui/Button";
import { type Choice, Tabs } from "../../ui/Choice";
import type { Point } from "../../ui/Menu";
import { Search } from "../../ui/Search";
import { RowSkeletons } from "../../ui/States";
import { useMenu } from "../../ui/useMenu";
import { ChatLine } from "./ChatLine";
import { type Folder, newIn, rowsOf } from "./folders";
import { HatSwitch } from "./HatSwitch";

const ChatMenu = lazy(() => import("./ChatMenu"));
const NoChats = lazy(() => import("./NoChats"));
const FolderMenu = lazy(() => import("./FolderMenu"));

interface ChatListProps {
  current: ChatId | undefined;
  /** What makes a new chat, beside the hats. */
  newChat: ReactNode;
  /** What stands in place of the chats while somebody searches. */
  found: (query: string, onQuery: (query: string) => void, onClose: () => void) => ReactNode;
}

/** The left column: hats, search, folders, chats. */
export function ChatList({ current, newChat, found }: ChatListProps) {
  const actor = useHat();
  const [query, setQuery] = useState("");
  const [folder, setFolder] = useState<Folder>("all");
  const [searching, setSearching] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const close = useCallback(() => {
    setQuery("");
    setSearching(false);
    field.current?.blur();
  }, []);
  useSearchKey(field);
  const lines = <Lines key={`${actor} ${folder}`} actor={actor} folder={folder} current={current} />;
  return (
    <>
      <header className="list-head">
        <div className="line">
          <HatSwitch />
          {newChat}
        </div>
        <div className="line">
          {searching && (
            <IconButton label={t`Закрыть поиск`} onClick={close}>
              <ChevronLeft className="i" aria-hidden="true" />
            </IconButton>
          )}
          <Search
            ref={field}
            label={t`Поиск`}
            clearLabel={t`Очистить`}
            value={query}
            onChange={setQuery}
            onFocus={() => setSearching(true)}
            onKeyDown={(event) => {
              if (event.key === "Escape") close();
              if (event.key === "ArrowDown") document.querySelector<HTMLElement>("#chats button.row")?.focus();
            }}
          />
        </div>
        {searching ? <span /> : <Folders actor={actor} folder={folder} onChange={setFolder} />}
      </header>
      <div className="scroll" id="chats" role="tabpanel" aria-label={t`Чаты`}>
        {searching ? <Suspense fallback={lines}>{found(query, setQuery, close)}</Suspense> : lines}
      </div>
    </>
  );
}

/** Ctrl+K (⌘K) leads to the search from anywhere. */
function useSearchKey(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.code !== "KeyK" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      field.current?.focus();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [field]);
}

function Folders({ actor, folder, onChange }: { actor: ActorId; folder: Folder; onChange: (folder: Folder) => void }) {
  const unread = useRead((read) => read.unread(actor).messages);
  const own = useRead((read) => read.folders(actor));
  const news = useRead((read) => own.map((one) => newIn(read, actor, one)).join())
    .split(",")
    .map(Number);
  // The folder may be gone: another device has just deleted it.
  const gone = typeof folder === "number" && own.every((one) => one.id !== folder);
  useEffect(() => {
    if (gone) onChange("all");
  }, [gone, onChange]);
  const [menu, setMenu] = useState<{ folder: Folder; at: Point }>();
  const asking = useMenu((at, on) => {
    const tabs = [...(on.closest("[role=tablist]")?.children ?? [])];
    const asked = options[tabs.findIndex((tab) => tab.contains(on))];
    if (asked) setMenu({ folder: asked.value, at });
  });
  const options: Choice<Folder>[] = [
    {
      value: "all",
      label: (
        <>
          {t`Все`} {unread > 0 && <span className="num">{unread}</span>}
        </>
      ),
    },
    { value: "unread", label: t`Новые` },
    ...own.map((one, at) => ({
      value: one.id,
      label: (
        <>
          {[one.emoji, one.title].filter(Boolean).join(" ")} {news[at] ? <span className="num">{news[at]}</span> : null}
        </>
      ),
    })),
    { value: "groups", label: t`Группы` },
    { value: "channels", label: t`Каналы` },
    { value: "archive", label: t`Архив` },
  ];
  return (
    <div {...asking}>
      <Tabs label={t`Папки`} panel="chats" value={folder} options={options} onChange={onChange} />
      {menu && (
        <Suspense>
          <FolderMenu actor={actor} folder={menu.folder} at={menu.at} onClose={() => setMenu(undefined)} />
        </Suspense>
      )}
    </div>
  );
}

function shownIds(read: Reader, actor: ActorId, folder: Folder): string {
  return rowsOf(read, actor, folder)
    .map((row) => row.id)
    .join();
}

interface LinesProps {
  actor: ActorId;
  folder: Folder;
  current: ChatId | undefined;
}

function Lines({ actor, folder, current }: LinesProps) {
  const archived = folder === "archive";
  const joined = useRead((read) => shownIds(read, actor, folder));
  const complete = useRead((read) => read.chatList(actor, archived).complete);
  const [menu, setMenu] = useState<{ chat: ChatId; at: Point }>();
  const list = useRef<HTMLDivElement>(null);
  const onMenu = useCallback((chat: ChatId, x: number, y: number) => setMenu({ chat, at: { x, y } }), []);

  const ids = joined === "" ? [] : joined.split(",").map(Number);
  if (ids.length === 0) {
    return complete ? (
      <Suspense>
        <NoChats folder={folder} />
      </Suspense>
    ) : (
      <RowSkeletons label={t`Загружаем чаты`} />
    );
  }
  return (
    <div ref={list} className="rows">
      <Virtualizer
        as="ul"
        item="li"
        data={ids}
        itemSize={64}
        keepMounted={current === undefined ? [] : [ids.indexOf(current)].filter((at) => at >= 0)}
      >
        {(id) => <ChatLine key={id} actor={actor} chat={id} current={id === current} onMenu={onMenu} />}
      </Virtualizer>
      {menu && (
        <Suspense>
          <ChatMenu actor={actor} chat={menu.chat} at={menu.at} onClose={() => setMenu(undefined)} />
        </Suspense>
      )}
    </div>
  );
}
