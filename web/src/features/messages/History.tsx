import { plural, t } from "@lingui/core/macro";
import { AtSign, ChevronDown } from "lucide-react";
import { type KeyboardEvent, type Ref, Suspense, useImperativeHandle, useRef } from "react";
import { Virtualizer } from "virtua";
import { useClient, useRead } from "../../common/client";
import { lazy } from "../../common/later";
import type { ActorId, ChatCard, ChatId, ChatMessage, Seq } from "../../core";
import { Badge } from "../../ui/States";
import { MessageLine } from "./MessageLine";
import { HistorySkeleton } from "./Skeleton";
import type { Lines } from "./useLines";
import { useScroll } from "./useScroll";

const NoLines = lazy(() => import("./NoLines"));

export interface HistoryHandle {
  /** False when there is no such message. */
  jump: (seq: Seq) => Promise<boolean>;
  toEnd: () => void;
  toStart: () => void;
}

interface HistoryProps {
  actor: ActorId;
  chat: ChatCard;
  topic: number | undefined;
  lines: Lines;
  /** The message whose menu is open. */
  target: ChatMessage | undefined;
  selected: ReadonlySet<Seq>;
  onKey: (event: KeyboardEvent<HTMLDivElement>) => void;
  ref: Ref<HistoryHandle>;
}

/** The conversation: a virtual list that stays where the reader is, whatever happens above and below. */
export function History({ actor, chat, topic, lines: given, target, selected, onKey, ref }: HistoryProps) {
  const { window, lines, shift } = given;
  const scroll = useScroll({ actor, chat: chat.id, topic, window, lines });
  const scroller = useRef<HTMLDivElement>(null);
  const unread = useRead((read) => read.chatRow(actor, chat.id)?.unread ?? 0);
  const { jump, toEnd, toStart } = scroll;
  useImperativeHandle(ref, () => ({ jump, toEnd, toStart }), [jump, toEnd, toStart]);
  if (window.empty !== "no" || lines.length === 0)
    return window.error === undefined && window.empty === "unknown" ? (
      <HistorySkeleton flat={chat.kind !== "group"} />
    ) : (
      <Suspense fallback={<div className="talk-wrap" />}>
        <NoLines window={window} chat={chat} topic={topic} actor={actor} />
      </Suspense>
    );
  const before = Math.max(0, (lines[0]?.message.seq ?? 1) - 1);
  const total = window.hasNewer ? -1 : before + lines.length;
  return (
    <div className="talk-wrap">
      <div
        ref={scroller}
        className={selected.size > 0 ? "talk talk--picking" : "talk"}
        role="log"
        aria-label={t`Сообщения`}
        aria-busy={window.loading !== null}
        tabIndex={0}
        onKeyDown={onKey}
      >
        <div className="talk__gap" />
        <Virtualizer
          ref={scroll.list}
          scrollRef={scroller}
          data={lines}
          shift={shift}
          onScroll={scroll.onScroll}
          onResize={scroll.onResize}
          bufferSize={400}
        >
          {(line, index) => (
            <div className={edgeClass(index === 0 && !window.hasOlder, index === lines.length - 1)} key={line.key}>
              <MessageLine
                line={line}
                kind={chat.kind}
                lit={line.message.seq === scroll.lit}
                target={target?.key === line.key}
                picking={selected.size > 0}
                picked={selected.has(line.message.seq)}
                place={before + index + 1}
                total={total}
              />
            </div>
          )}
        </Virtualizer>
      </div>
      <ToCall actor={actor} chat={chat.id} onJump={jump} />
      {(!scroll.atEnd || window.hasNewer) && <ToEnd unread={unread} onPress={scroll.toEnd} />}
    </div>
  );
}

/**
 * The first and the last line keep a distance from the edge; the list itself must have no margins of its own. A line that
 * is the first only until older ones come has none: it would move all below it when it lost the distance.
 */
function edgeClass(first: boolean, last: boolean): string {
  return ["talk__item", first && "talk__item--start", last && "talk__item--end"].filter(Boolean).join(" ");
}

/** To the first unread message that addresses the reader, then to the next one. */
function ToCall({ actor, chat, onJump }: { actor: ActorId; chat: ChatId; onJump: (seq: Seq) => Promise<boolean> }) {
  const client = useClient();
  const calls = useRead((read) => read.mentions(actor, chat));
  const [first] = calls;
  if (first === undefined) return null;
  return (
    <button
      type="button"
      className="talk__down talk__call"
      onClick={() => void onJump(first).then(() => client.markRead(actor, chat, first))}
    >
      <AtSign className="i" aria-hidden="true" />
      <span className="vh">{t`К сообщению, где обращаются к вам`}</span>
      <Badge count={calls.length} words={t`обращаются к вам`} />
    </button>
  );
}

function ToEnd({ unread, onPress }: { unread: number; onPress: () => void }) {
  const words = plural(unread, {
    one: "новое сообщение:",
    few: "новых сообщения:",
    many: "новых сообщений:",
    other: "новых сообщений:",
  });
  return (
    <button type="button" className="talk__down" onClick={onPress}>
      <ChevronDown className="i" aria-hidden="true" />
      <span className="vh">{t`К последнему сообщению`}</span>
      <Badge count={unread} words={words} />
    </button>
  );
}
