import { t } from "@lingui/core/macro";
import { Megaphone, MessageCircle } from "lucide-react";
import { Suspense, useEffect, useState } from "react";
import { Link } from "wouter";
import { useClient, useMe, useRead } from "../common/client";
import { lazy } from "../common/later";
import { orToast } from "../common/useAct";
import { chatName } from "../common/Who";
import { type ActorId, type ChatId, type ChatRow, may, type Seq } from "../core";
import { ChatHeader } from "../features/chats/ChatHeader";
import { ModeStrip } from "../features/chats/modes";
import { FOREVER } from "../features/chats/mute";
import { Conversation } from "../features/messages/Conversation";
import { HistorySkeleton } from "../features/messages/Skeleton";
import { Button } from "../ui/Button";
import { Mark } from "../ui/Mark";
import { spokenName } from "../ui/names";
import { Empty } from "../ui/States";
import { ConnectionBanner } from "./Connection";
import { NameWarning, Presence } from "./own";
import { InChat } from "./search";

const TopicsPane = lazy(() => import("../features/messages/topics/TopicsPane"));
const TopicBar = lazy(() => import("../features/messages/topics/TopicBar"));

interface ChatScreenProps {
  actor: ActorId;
  chat: ChatId;
  info: boolean;
  at: Seq | undefined;
  topic: number | "all" | undefined;
  onComments: (seq: Seq) => void;
  onThere: (found: boolean) => void;
  onInfo: () => void;
  onOpenActor: (actor: ActorId) => void;
  /** Goes to a message of this chat. */
  onMessage: (chat: ChatId, seq: Seq) => void;
}

/** The middle column: header, what the room is, the conversation. */
export function ChatScreen(props: ChatScreenProps) {
  const { actor, chat, info, at, topic, onThere, onInfo, onOpenActor, onComments, onMessage } = props;
  const row = useRead((read) => read.chatRow(actor, chat));
  const complete = useRead((read) => read.chatList(actor).complete);
  const [searching, setSearching] = useState(false);
  useFindKey(setSearching);
  useTitle(row, actor);
  const one = topic === "all" ? undefined : topic;
  if (!row) {
    return (
      <>
        <ConnectionBanner />
        {complete ? <Gone message={at !== undefined} /> : <HistorySkeleton flat={false} />}
      </>
    );
  }
  return (
    <>
      <ChatHeader
        row={row}
        actor={actor}
        info={info}
        onInfo={onInfo}
        onSearch={() => setSearching(!searching)}
        presence={
          row.peer !== undefined &&
          row.peer !== actor && (
            <Suspense>
              <Presence peer={row.peer} />
            </Suspense>
          )
        }
      />
      {searching && (
        <Suspense>
          <InChat
            actor={actor}
            chat={chat}
            onJump={(seq) => onMessage(chat, seq)}
            onClose={() => setSearching(false)}
          />
        </Suspense>
      )}
      <ConnectionBanner />
      <ModeStrip mode={row.chat.mode} onAbout={onInfo} />
      {row.peer !== undefined && row.peer !== actor && (
        <Suspense>
          <NameWarning peer={row.peer} />
        </Suspense>
      )}
      {row.chat.topics && topic !== undefined && (
        <Suspense>
          <TopicBar chat={chat} topic={one} />
        </Suspense>
      )}
      {row.chat.topics && topic === undefined && at === undefined ? (
        <Suspense fallback={<HistorySkeleton flat={false} />}>
          <TopicsPane actor={actor} chat={row.chat} />
        </Suspense>
      ) : (
        <Conversation
          key={one}
          actor={actor}
          chat={row.chat}
          topic={one}
          at={at}
          onThere={onThere}
          onOpenActor={onOpenActor}
          onComments={onComments}
          closed={<Closed row={row} actor={actor} />}
        />
      )}
    </>
  );
}

/** Ctrl+F (⌘F) searches in the open chat: the page holds only a part of it. */
function useFindKey(open: (searching: true) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.code !== "KeyF" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      open(true);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [open]);
}

function useTitle(row: ChatRow | undefined, actor: ActorId): void {
  const name = useRead((read) => (row ? chatName(read, row, actor) : ""));
  useEffect(() => {
    document.title = name ? t`${name} · Вече` : t`Вече`;
    return () => {
      document.title = t`Вече`;
    };
  }, [name]);
}

/** In place of the composer for one who only reads. */
function Closed({ row, actor }: { row: ChatRow; actor: ActorId }) {
  const client = useClient();
  if (may(row.membership, "POST")) return null;
  return (
    <footer className="composer composer--closed">
      <Megaphone className="i i--s" aria-hidden="true" />
      <span className="grow">
        {row.chat.kind === "channel"
          ? t`Пишут только ведущие канала`
          : row.chat.kind === "dialog"
            ? t`Этому собеседнику сейчас нельзя написать`
            : t`Писать здесь вам нельзя`}
      </span>
      <Button look="quiet" onClick={() => orToast(client.setMute(actor, row.id, row.muted ? null : FOREVER))}>
        {row.muted ? t`Включить звук` : t`Без звука`}
      </Button>
    </footer>
  );
}

function Gone({ message }: { message: boolean }) {
  return (
    <Empty
      icon={<MessageCircle className="i i--l" aria-hidden="true" />}
      title={t`Этого чата у вас нет`}
      acts={
        <Link className="btn" href="/">
          {t`К списку чатов`}
        </Link>
      }
    >
      <p>
        {message
          ? t`Ссылка ведёт к сообщению в чате, где вас нет. Его видят только участники: попросите приглашение у того, кто прислал ссылку.`
          : t`Возможно, вас убрали из него или ссылка ведёт не туда.`}
      </p>
    </Empty>
  );
}

/** The middle column while no chat is chosen. */
export function NoChat() {
  const me = useMe();
  const name = spokenName(me.name);
  return (
    <>
      <ConnectionBanner />
      <div className="empty empty--page">
        <Mark className="mark mark--xl" />
        <h2 className="t4">{t`Здравствуйте, ${name}`}</h2>
        <p className="t3">{t`Выберите чат слева или найдите человека в поиске.`}</p>
      </div>
    </>
  );
}
