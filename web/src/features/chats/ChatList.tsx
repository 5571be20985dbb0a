import { t } from "@lingui/core/macro";
import { Archive, MessageCircle } from "lucide-react";
import { lazy, type ReactNode, Suspense, useCallback, useRef, useState } from "react";
import { Virtualizer } from "virtua";
import { useHat, useRead } from "../../common/client";
import { chatName } from "../../common/Who";
import type { ActorId, ChatId, Reader } from "../../core";
import { type Choice, Tabs } from "../../ui/Choice";
import type { Point } from "../../ui/Menu";
import { Search } from "../../ui/Search";
import { Empty, RowSkeletons } from "../../ui/States";
import { ChatLine } from "./ChatLine";
import { type Folder, fits, inFolder } from "./folders";
import { HatSwitch } from "./HatSwitch";

const ChatMenu = lazy(() => import("./ChatMenu"));
const FoundPeople = lazy(() => import("./FoundPeople"));

interface ChatListProps {
  current: ChatId | undefined;
  /** What makes a new chat, beside the hats. */
  newChat: ReactNode;
  onOpen: (chat: ChatId) => void;
}

/** The left column: hats, search, folders, chats. */
export function ChatList({ current, newChat, onOpen }: ChatListProps) {
  const actor = useHat();
  const [query, setQuery] = useState("");
  const [folder, setFolder] = useState<Folder>("all");
  const searching = query.trim() !== "";
  return (
    <>
      <header className="list-head">
        <div className="line">
          <HatSwitch />
          {newChat}
        </div>
        <Search label={t`Поиск людей и чатов`} clearLabel={t`Очистить`} value={query} onChange={setQuery} />
        {searching ? <span /> : <Folders actor={actor} folder={folder} onChange={setFolder} />}
      </header>
      <div className="scroll" id="chats" role="tabpanel" aria-label={t`Чаты`}>
        <Lines
          key={`${actor} ${folder}`}
          actor={actor}
          folder={searching ? "all" : folder}
          query={query}
          current={current}
        />
        {searching && (
          <Suspense>
            <FoundPeople
              actor={actor}
              query={query}
              onOpen={(chat) => {
                setQuery("");
                onOpen(chat);
              }}
            />
          </Suspense>
        )}
      </div>
    </>
  );
}

function Folders({ actor, folder, onChange }: { actor: ActorId; folder: Folder; onChange: (folder: Folder) => void }) {
  const unread = useRead((read) => read.unread(actor).messages);
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
    { value: "groups", label: t`Группы` },
    { value: "channels", label: t`Каналы` },
    { value: "archive", label: t`Архив` },
  ];
  return <Tabs label={t`Папки`} panel="chats" value={folder} options={options} onChange={onChange} />;
}

function shownIds(read: Reader, actor: ActorId, folder: Folder, query: string): string {
  const { ids } = read.chatList(actor, folder === "archive");
  return ids
    .filter((id) => {
      const row = read.chatRow(actor, id);
      return row && inFolder(row, folder) && fits(chatName(read, row, actor), query);
    })
    .join();
}

interface LinesProps {
  actor: ActorId;
  folder: Folder;
  query: string;
  current: ChatId | undefined;
}

function Lines({ actor, folder, query, current }: LinesProps) {
  const archived = folder === "archive";
  const joined = useRead((read) => shownIds(read, actor, folder, query));
  const complete = useRead((read) => read.chatList(actor, archived).complete);
  const [menu, setMenu] = useState<{ chat: ChatId; at: Point }>();
  const list = useRef<HTMLDivElement>(null);
  const onMenu = useCallback((chat: ChatId, x: number, y: number) => setMenu({ chat, at: { x, y } }), []);

  const ids = joined === "" ? [] : joined.split(",").map(Number);
  if (ids.length === 0) {
    if (query.trim() !== "") return null;
    return complete ? <NoChats folder={folder} /> : <RowSkeletons label={t`Загружаем чаты`} />;
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
      {menu && <ChatMenu actor={actor} chat={menu.chat} at={menu.at} onClose={() => setMenu(undefined)} />}
    </div>
  );
}

function NoChats({ folder }: { folder: Folder }) {
  const actor = useHat();
  const post = useRead((read) => read.actor(actor)?.kind === "post");
  if (folder === "archive") {
    return (
      <Empty icon={<Archive className="i i--l" aria-hidden="true" />} title={t`В архиве пусто`}>
        <p>{t`Сюда попадают чаты, которые вы убрали из списка. Новые сообщения в них не беспокоят.`}</p>
      </Empty>
    );
  }
  if (folder === "unread") {
    return (
      <Empty icon={<MessageCircle className="i i--l" aria-hidden="true" />} title={t`Всё прочитано`}>
        <p>{t`Чаты с новыми сообщениями появятся здесь.`}</p>
      </Empty>
    );
  }
  return (
    <Empty
      icon={<MessageCircle className="i i--l" aria-hidden="true" />}
      title={folder === "channels" ? t`Каналов пока нет` : folder === "groups" ? t`Групп пока нет` : t`Чатов пока нет`}
    >
      <p>
        {post
          ? t`Рабочие чаты появятся здесь, когда вашу должность добавят.`
          : t`Найдите человека в поиске выше и напишите ему.`}
      </p>
    </Empty>
  );
}
