import { t } from "@lingui/core/macro";
import { SquarePen } from "lucide-react";
import { Suspense, useCallback, useEffect, useRef, useState } from "react";
import { useLocation } from "wouter";
import { useClient, useHat, useRead } from "../common/client";
import { lazy } from "../common/later";
import { useShowing } from "../common/media";
import { useUi } from "../common/state";
import { orToast } from "../common/useAct";
import type { ActorId, ChatId, Seq } from "../core";
import { ChatList } from "../features/chats/ChatList";
import { IconButton } from "../ui/Button";
import { toast } from "../ui/Toasts";
import { ChatScreen, NoChat } from "./ChatScreen";
import { ConnectionBanner } from "./Connection";
import { BadgeSection, ChannelPolicy } from "./channels";
import { PhoneNav, Rail } from "./Frame";
import { PlayerBar, Shared, Viewer } from "./media";
import { ChatRule, MovedAuthors, PeerActs } from "./own";
import { Found } from "./search";

const NewChat = lazy(() => import("../features/chats/NewChat"));
const Comments = lazy(() => import("../features/messages/comments/Comments"));
const ChatInfo = lazy(() => import("../features/chats/ChatInfo"));

interface MessengerProps {
  chat: ChatId | undefined;
  info: boolean;
  /** The message that the address leads to. */
  at?: Seq | undefined;
  /** The topic that is open in a group with topics, or everything in it. */
  topic?: number | "all" | undefined;
  /** The post whose comments are shown. */
  comments?: Seq | undefined;
}

/** Three columns on a desktop, one on a phone: chats, the conversation, what the chat is. */
export function Messenger({ chat, info, at, topic, comments }: MessengerProps) {
  const client = useClient();
  const [, go] = useLocation();
  const actor = useHat();
  const row = useRead((read) => (chat === undefined ? undefined : read.chatRow(actor, chat)));
  const [making, setMaking] = useState(false);
  const viewing = useShowing((state) => state.viewing !== null);
  const playing = useShowing((state) => state.track !== null);
  useRightHat(chat);

  const open = useCallback((id: ChatId) => go(`/chat/${id}`), [go]);
  const openActor = useCallback(
    (other: ActorId) => {
      if (other !== actor) orToast(client.openDialog(actor, other).then(open));
    },
    [client, actor, open],
  );
  const toggleInfo = useCallback(() => go(info ? `/chat/${chat}` : `/chat/${chat}/info`), [go, info, chat]);
  const there = (found: boolean) => {
    go(row?.chat.topics ? `/chat/${chat}/topic/all` : `/chat/${chat}`, { replace: true });
    if (!found) toast(t`Этого сообщения нет: его удалили или оно не для вас.`);
  };
  const withInfo = info && row !== undefined;
  const withComments = comments !== undefined && row !== undefined;
  const onComments = useCallback((seq: Seq) => go(`/chat/${chat}/comments/${seq}`), [go, chat]);

  const showMessage = (id: ChatId, seq: Seq) => go(`/chat/${id}/${seq}`);
  const bar = playing && (
    <Suspense>
      <PlayerBar onOpen={showMessage} />
    </Suspense>
  );

  return (
    <div
      className={`app ${withInfo || withComments ? "" : "app--duo"}`}
      data-view={withInfo || withComments ? "info" : chat === undefined ? "list" : "main"}
    >
      <Rail />
      <main className="mid">
        <section className="col col--list" aria-label={t`Список чатов`}>
          <div className="only-phone">
            <ConnectionBanner />
            {bar}
          </div>
          <ChatList
            current={chat}
            found={(query, onQuery, onClose) => (
              <Found
                actor={actor}
                query={query}
                current={chat}
                onQuery={onQuery}
                onChat={(id) => {
                  onClose();
                  open(id);
                }}
                onMessage={showMessage}
                onActor={(other) => {
                  onClose();
                  openActor(other);
                }}
                onCode={(code) => go(`/join/${code}`)}
              />
            )}
            newChat={
              <IconButton label={t`Новый чат`} onClick={() => setMaking(true)}>
                <SquarePen className="i" aria-hidden="true" />
              </IconButton>
            }
          />
          <PhoneNav />
        </section>
        <section className="col col--main" aria-label={t`Чат`}>
          {bar}
          {chat === undefined ? (
            <NoChat />
          ) : (
            <ChatScreen
              key={`${actor} ${chat}`}
              actor={actor}
              chat={chat}
              info={withInfo}
              at={at}
              topic={topic}
              onComments={onComments}
              onThere={there}
              onInfo={toggleInfo}
              onOpenActor={openActor}
              onMessage={showMessage}
            />
          )}
        </section>
        {withComments && (
          <section className="col col--info col--talk" aria-label={t`Комментарии`}>
            <Suspense>
              <Comments
                key={comments}
                actor={actor}
                channel={row.chat}
                post={comments}
                onClose={() => go(`/chat/${chat}`)}
                onOpenActor={openActor}
              />
            </Suspense>
          </section>
        )}
        {withInfo && (
          <section className="col col--info" aria-label={t`О чате`}>
            <Suspense>
              <ChatInfo
                row={row}
                actor={actor}
                onClose={toggleInfo}
                onOpenActor={openActor}
                onLeft={() => go("/")}
                shared={
                  <Suspense>
                    {row.chat.kind === "channel" && <BadgeSection row={row} />}
                    <Shared chat={row.chat} onJump={(seq) => showMessage(row.id, seq)} />
                  </Suspense>
                }
                more={
                  <Suspense>
                    {row.chat.kind === "group" && <MovedAuthors chat={row.id} />}
                    <ChatRule row={row} actor={actor} />
                    <PeerActs row={row} actor={actor} />
                  </Suspense>
                }
              />
            </Suspense>
          </section>
        )}
      </main>
      {viewing && (
        <Suspense>
          <Viewer onJump={showMessage} />
        </Suspense>
      )}
      {making && (
        <Suspense>
          <NewChat
            policy={
              <Suspense>
                <ChannelPolicy />
              </Suspense>
            }
            onClose={() => setMaking(false)}
            onMade={(id) => {
              setMaking(false);
              open(id);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

/** A chat opened by its address is shown under the hat that is in it; another hat closes the chat of the one before. */
function useRightHat(chat: ChatId | undefined): void {
  const actor = useHat();
  const setHat = useUi((state) => state.setHat);
  const [, go] = useLocation();
  const inside = useRead((read) => chat !== undefined && read.membership(actor, chat) !== undefined);
  const other = useRead((read) => (chat === undefined || inside ? undefined : read.chat(chat)?.hats[0]));
  const seen = useRef<ChatId>(undefined);
  useEffect(() => {
    if (inside) seen.current = chat;
    else if (other === undefined) return;
    else if (seen.current === chat) go("/");
    else setHat(other);
  }, [inside, other, chat, go, setHat]);
}
