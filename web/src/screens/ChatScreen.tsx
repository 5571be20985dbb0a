import { t } from "@lingui/core/macro";
import { Suspense, useEffect, useState } from "react";
import { useMe, useRead } from "../common/client";
import { lazy } from "../common/later";
import { chatName } from "../common/Who";
import type { ActorId, ChatId, ChatRow, Seq } from "../core";
import { ChatHeader } from "../features/chats/ChatHeader";
import { ModeStrip } from "../features/chats/modes";
import { Conversation } from "../features/messages/Conversation";
import { HistorySkeleton } from "../features/messages/Skeleton";
import { Mark } from "../ui/Mark";
import { spokenName } from "../ui/names";
import { ConnectionBanner } from "./Connection";
import { BadgeMark } from "./channels";
import { ClaimHint, NameWarning, Presence } from "./own";
import { InChat } from "./search";

const TopicsPane = lazy(() => import("../features/messages/topics/TopicsPane"));
const Closed = lazy(() => import("./Closed"));
const Gone = lazy(() => import("./Gone"));
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
  const moved = useRead((read) => read.messages(chat).items[0]?.moved !== undefined);
  const [searching, setSearching] = useState(false);
  useFindKey(setSearching);
  useTitle(row, actor);
  const one = topic === "all" ? undefined : topic;
  if (!row) {
    return (
      <>
        <ConnectionBanner />
        {complete ? (
          <Suspense>
            <Gone message={at !== undefined} />
          </Suspense>
        ) : (
          <HistorySkeleton flat={false} />
        )}
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
        badge={
          row.chat.seal && (
            <Suspense>
              <BadgeMark chat={row.chat} />
            </Suspense>
          )
        }
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
      {moved && (
        <Suspense>
          <ClaimHint chat={chat} />
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
          closed={
            <Suspense>
              <Closed row={row} actor={actor} />
            </Suspense>
          }
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
