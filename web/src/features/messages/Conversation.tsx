import { t } from "@lingui/core/macro";
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useClient, useHats, useRead } from "../../common/client";
import { orToast } from "../../common/useAct";
import { type ActorId, type ChatCard, type ChatMessage, may } from "../../core";
import type { Point } from "../../ui/Menu";
import { toast } from "../../ui/Toasts";
import { ActsProvider, type ConversationActs } from "./acts";
import { Composer } from "./Composer";
import { deleteLater } from "./deleteLater";
import { History, type HistoryHandle } from "./History";
import { useMessageKeys } from "./keys";
import { PinnedBar } from "./PinnedBar";
import { TypingLine } from "./TypingLine";
import type { Composing } from "./useComposer";
import { useLines } from "./useLines";

const ForwardDialog = lazy(() => import("./ForwardDialog"));
const DeleteDialog = lazy(() => import("./DeleteDialog"));
const MessageMenu = lazy(() => import("./MessageMenu"));

interface ConversationProps {
  actor: ActorId;
  chat: ChatCard;
  onOpenActor: (actor: ActorId) => void;
  /** In place of the composer for those who may not write here. */
  closed: ReactNode;
}

/** The messages of a chat and all that can be done with them. Give it the chat as `key`. */
export function Conversation({ actor, chat, onOpenActor, closed }: ConversationProps) {
  const client = useClient();
  const id = chat.id;
  const membership = useRead((read) => read.membership(actor, id));
  const [readSeq] = useState(() => {
    const row = client.read.chatRow(actor, id);
    return row && row.unread > 0 ? row.membership.read_seq : undefined;
  });
  const lines = useLines(id, readSeq);
  const own = useOwn();
  const history = useRef<HistoryHandle>(null);
  const [composing, setComposing] = useState<Composing>({});
  const [menu, setMenu] = useState<{ message: ChatMessage; at: Point }>();
  const [removing, setRemoving] = useState<ChatMessage>();
  const [forwarding, setForwarding] = useState<ChatMessage>();
  const mayPost = may(membership, "POST");

  useEffect(() => client.openChat(actor, id), [client, actor, id]);

  const jump = useCallback((seq: number) => history.current?.jump(seq), []);
  const reply = useCallback((message: ChatMessage) => message.seq > 0 && setComposing({ reply: message.seq }), []);
  const openMenu = useCallback((message: ChatMessage, at: Point) => setMenu({ message, at }), []);
  const react = useCallback(
    (message: ChatMessage, emoji: string) =>
      orToast(client.react(actor, id, message.seq, emoji, !message.mine.includes(emoji))),
    [client, actor, id],
  );
  const edit = useCallback(
    (message: ChatMessage) => {
      if (own.has(message.sender) && message.state === "sent" && !message.deleted && !message.origin)
        setComposing({ edit: message });
    },
    [own],
  );
  const remove = useCallback(
    (message: ChatMessage) => {
      if (message.seq > 0) setRemoving(message);
      else if (message.cid) client.discardSend(message.cid);
    },
    [client],
  );

  const acts = useMemo<ConversationActs>(
    () => ({ actor, chat: id, openMenu, reply, jump, react, openActor: onOpenActor }),
    [actor, id, openMenu, reply, jump, react, onOpenActor],
  );
  const onKey = useMessageKeys(lines.lines, { openMenu, reply, edit, remove });
  const editLast = () => {
    const last = client.read
      .messages(id)
      .items.findLast((message) => own.has(message.sender) && message.kind !== "service");
    if (last) edit(last);
  };

  return (
    <ActsProvider value={acts}>
      <PinnedBar actor={actor} chat={id} onJump={jump} />
      <History ref={history} actor={actor} chat={chat} lines={lines} target={menu?.message} onKey={onKey} />
      <TypingLine chat={id} />
      {mayPost ? (
        <Composer
          actor={actor}
          chat={chat}
          composing={composing}
          setComposing={setComposing}
          onSent={() => history.current?.toEnd()}
          onEditLast={editLast}
          onJump={jump}
        />
      ) : (
        closed
      )}
      {menu && (
        <Suspense>
          <MessageMenu
            message={menu.message}
            own={own.has(menu.message.sender)}
            membership={membership}
            at={menu.at}
            onClose={() => setMenu(undefined)}
            acts={{
              reply: () => reply(menu.message),
              edit: () => edit(menu.message),
              forward: () => setForwarding(menu.message),
              copy: () => copy(menu.message.text),
              pin: () => orToast(client.pinMessage(actor, id, menu.message.seq, !menu.message.pinned)),
              remove: () => remove(menu.message),
              react: (emoji) => react(menu.message, emoji),
            }}
          />
        </Suspense>
      )}
      {removing && (
        <Suspense>
          <DeleteDialog
            message={removing}
            own={own.has(removing.sender)}
            membership={membership}
            onClose={() => setRemoving(undefined)}
            onChoose={(everyone) => {
              setRemoving(undefined);
              deleteLater(client, actor, removing, everyone);
            }}
          />
        </Suspense>
      )}
      {forwarding && (
        <Suspense>
          <ForwardDialog actor={actor} message={forwarding} onClose={() => setForwarding(undefined)} />
        </Suspense>
      )}
    </ActsProvider>
  );
}

function useOwn(): ReadonlySet<ActorId> {
  const hats = useHats();
  return useMemo(() => new Set(hats.map((hat) => hat.id)), [hats]);
}

function copy(text: string): void {
  navigator.clipboard?.writeText(text).then(
    () => toast(t`Текст скопирован`),
    () => toast(t`Браузер не дал скопировать`),
  );
}
