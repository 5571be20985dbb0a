import { type ReactNode, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { useClient, useRead } from "../../common/client";
import { lazy } from "../../common/later";
import { type ActorId, type ChatCard, may, type Seq } from "../../core";
import { ActsProvider } from "./acts";
import { Composer } from "./Composer";
import { History, type HistoryHandle } from "./History";
import { useMessageKeys } from "./keys";
import type { Layer } from "./layers";
import type { Composing } from "./useComposer";
import { useConversation, useOwn } from "./useConversation";
import { useLines } from "./useLines";
import { useSelection } from "./useSelection";

/** It has to ask the server anyway, so it is no part of the first load. */
const PinnedBar = lazy(() => import("./PinnedBar"));
const Layers = lazy(() => import("./Layers"));
const TypingLine = lazy(() => import("./TypingLine"));
const SelectionBar = lazy(() => import("./SelectionBar"));

interface ConversationProps {
  actor: ActorId;
  chat: ChatCard;
  /** Only this topic, or the comments of this post. */
  topic?: number | undefined;
  /** The message that a link leads to. */
  at?: Seq | undefined;
  onOpenActor: (actor: ActorId) => void;
  /** The message of the link is on the screen, or is not to be had. */
  onThere: (found: boolean) => void;
  onComments: (seq: Seq) => void;
  /** In place of the composer for those who may not write here. */
  closed: ReactNode;
}

/** The messages of a chat and all that can be done with them. Give it the chat as `key`. */
export function Conversation(props: ConversationProps) {
  const { actor, chat, topic, at, onOpenActor, onThere, onComments, closed } = props;
  const client = useClient();
  const id = chat.id;
  const membership = useRead((read) => read.membership(actor, id));
  const [readSeq] = useState(() => {
    const row = client.read.chatRow(actor, id);
    return row && row.unread > 0 ? row.membership.read_seq : undefined;
  });
  const lines = useLines(id, topic, readSeq);
  const own = useOwn();
  const history = useRef<HistoryHandle>(null);
  const [composing, setComposing] = useState<Composing>({});
  const [layer, setLayer] = useState<Layer>();
  const selection = useSelection(lines.lines);
  const jump = useCallback((seq: number) => history.current?.jump(seq), []);
  const toEnd = useCallback(() => history.current?.toEnd(), []);

  const [first] = useState(at);
  useEffect(
    () => (topic === undefined ? client.openChat(actor, id, first) : client.openThread(actor, id, topic)),
    [client, actor, id, topic, first],
  );
  useLink(at, lines.lines.length > 0, history, onThere);

  const acts = useConversation({
    actor,
    chat: id,
    topic,
    select: selection.select,
    jump,
    show: setLayer,
    setComposing,
    openActor: onOpenActor,
    openComments: onComments,
  });
  const onKey = useMessageKeys(lines.lines, acts, history);
  const editLast = () => {
    const last = lines.window.items.findLast((one) => own.has(one.sender) && one.kind !== "service");
    if (last) acts.edit(last);
  };
  return (
    <ActsProvider value={acts}>
      {topic === undefined && (
        <Suspense>
          <PinnedBar actor={actor} chat={id} onJump={jump} onAll={() => setLayer({ kind: "pinned" })} />
        </Suspense>
      )}
      <History
        ref={history}
        actor={actor}
        chat={chat}
        topic={topic}
        lines={lines}
        target={layer?.kind === "menu" ? layer.message : undefined}
        selected={selection.seqs}
        onKey={onKey}
      />
      <Suspense fallback={<div className="typing-line t1" />}>
        <TypingLine chat={id} />
      </Suspense>
      {selection.messages.length > 0 ? (
        <Suspense>
          <SelectionBar messages={selection.messages} onClear={selection.clear} />
        </Suspense>
      ) : may(membership, "POST") ? (
        <Composer
          actor={actor}
          chat={chat}
          topic={topic}
          composing={composing}
          setComposing={setComposing}
          onSent={toEnd}
          onEditLast={editLast}
          onJump={jump}
        />
      ) : (
        closed
      )}
      {layer && (
        <Suspense>
          <Layers layer={layer} onClose={() => setLayer(undefined)} onDone={selection.clear} />
        </Suspense>
      )}
    </ActsProvider>
  );
}

/** Goes to the message of a link as soon as there is something to go through. */
function useLink(
  at: Seq | undefined,
  ready: boolean,
  history: { readonly current: HistoryHandle | null },
  onThere: (found: boolean) => void,
): void {
  const there = useRef(onThere);
  there.current = onThere;
  useEffect(() => {
    if (at !== undefined && ready) void history.current?.jump(at).then((found) => there.current(found));
  }, [at, ready, history]);
}
