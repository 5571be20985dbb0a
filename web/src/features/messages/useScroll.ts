import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import { useClient } from "../../common/client";
import type { ActorId, ChatId, ChatMessage, MessageWindow, Seq } from "../../core";
import type { Line } from "./items";

/** Nearer to the end than this counts as "at the end": new messages then keep the end in view. */
const AT_END = 48;
/** The next page is asked for this long before the reader reaches the edge. */
const AHEAD = 800;
/** What a reader does to move through the history. */
const MOVES = ["wheel", "touchmove", "pointerdown", "keydown"] as const;

interface About {
  actor: ActorId;
  chat: ChatId;
  topic: number | undefined;
  window: MessageWindow;
  lines: readonly Line[];
}

export interface Scroll {
  list: RefObject<VirtualizerHandle | null>;
  atEnd: boolean;
  lit: Seq | undefined;
  onScroll: () => void;
  onResize: () => void;
  toEnd: () => void;
  toStart: () => void;
  jump: (seq: Seq) => Promise<boolean>;
}

export function useScroll({ actor, chat, topic, window, lines }: About): Scroll {
  const client = useClient();
  const list = useRef<VirtualizerHandle>(null);
  const [atEnd, setAtEnd] = useState(true);
  const end = useRef(true);
  const [lit, setLit] = useState<Seq>();
  const placed = useRef<number>(undefined);
  const target = useRef<Seq>(undefined);
  // Where the list was put it stays while rows are loaded and measured, until the reader moves: the first unread at the
  // top, or an end that was asked for.
  const held = useRef<Seq | "end">(undefined);
  const newest = useRef<Seq>(undefined);
  const linesRef = useRef(lines);
  linesRef.current = lines;

  const markRead = useCallback(() => {
    const handle = list.current;
    if (!handle || document.visibilityState !== "visible" || !document.hasFocus()) return;
    const at = handle.findItemIndex(handle.scrollOffset + handle.viewportSize - 8);
    const seen = lastSent(linesRef.current, at);
    if (seen) client.markRead(actor, chat, seen.seq);
  }, [client, actor, chat]);

  const look = useCallback(() => {
    const handle = list.current;
    if (!handle || placed.current === undefined) return;
    const below = handle.scrollSize - handle.scrollOffset - handle.viewportSize;
    end.current = below < AT_END && !window.hasNewer;
    setAtEnd(end.current);
    if (handle.scrollOffset < AHEAD && window.hasOlder && !window.loading) void client.loadOlder(chat, topic);
    else if (below < AHEAD && window.hasNewer && !window.loading) void client.loadNewer(chat);
    markRead();
  }, [client, chat, topic, window, markRead]);

  const goEnd = useCallback(() => {
    const count = linesRef.current.length;
    if (count > 0) list.current?.scrollToIndex(count - 1, { align: "end" });
  }, []);

  const hold = useCallback(() => {
    if (held.current === undefined) return;
    if (held.current === "end") {
      goEnd();
      return;
    }
    const index = linesRef.current.findIndex((line) => line.message.seq === held.current);
    if (index >= 0) list.current?.scrollToIndex(index, { align: "start" });
  }, [goEnd]);

  useEffect(() => {
    const release = () => {
      held.current = undefined;
    };
    for (const move of MOVES) addEventListener(move, release, { capture: true, passive: true });
    return () => {
      for (const move of MOVES) removeEventListener(move, release, { capture: true });
    };
  }, []);

  const light = useCallback((seq: Seq) => {
    const index = linesRef.current.findIndex((line) => line.message.seq === seq);
    if (index < 0) return;
    list.current?.scrollToIndex(index, { align: "center" });
    setLit(seq);
  }, []);

  useEffect(() => {
    if (lit === undefined) return;
    const timer = setTimeout(() => setLit(undefined), 2000);
    return () => clearTimeout(timer);
  }, [lit]);

  // A new window (the chat was opened, or a jump): go to the wanted message, the first unread, or the end.
  useLayoutEffect(() => {
    if (lines.length === 0) return;
    const last = lines.at(-1)?.message.seq;
    if (placed.current !== window.generation) {
      const first = placed.current === undefined;
      placed.current = window.generation;
      const wanted = target.current;
      const fresh = first ? lines.findIndex((line) => line.fresh) : -1;
      if (wanted !== undefined) {
        target.current = undefined;
        light(wanted);
      } else if (fresh >= 0) {
        held.current = lines[fresh]?.message.seq;
        hold();
      } else goEnd();
    } else if (target.current !== undefined && lines.some((line) => line.message.seq === target.current)) {
      light(target.current);
      target.current = undefined;
    } else if (held.current === "end" || (held.current !== undefined && !(end.current && newest.current !== last)))
      hold();
    else if (end.current) {
      held.current = undefined;
      goEnd();
    }
    newest.current = last;
    look();
  }, [lines, window.generation, goEnd, hold, light, look]);

  useEffect(() => {
    document.addEventListener("visibilitychange", markRead);
    addEventListener("focus", markRead);
    return () => {
      document.removeEventListener("visibilitychange", markRead);
      removeEventListener("focus", markRead);
    };
  }, [markRead]);

  const jump = useCallback(
    async (seq: Seq) => {
      held.current = undefined;
      if (linesRef.current.some((line) => line.message.seq === seq)) {
        light(seq);
        return true;
      }
      target.current = seq;
      const found = await client.jumpTo(chat, seq, topic);
      if (!found && target.current === seq) target.current = undefined;
      return found;
    },
    [client, chat, topic, light],
  );

  const toEnd = useCallback(() => {
    end.current = true;
    held.current = "end";
    if (window.hasNewer) void client.jumpToNewest(chat);
    else goEnd();
  }, [client, chat, window.hasNewer, goEnd]);

  const toStart = useCallback(() => {
    void jump(1).then((found) => !found && list.current?.scrollToIndex(0, { align: "start" }));
  }, [jump]);

  const onResize = useCallback(() => {
    if (end.current && placed.current !== undefined && held.current === undefined) goEnd();
    else {
      hold();
      look();
    }
  }, [goEnd, hold, look]);

  return { list, atEnd, lit, onScroll: look, onResize, toEnd, toStart, jump };
}

/** The last message up to `index` that has a number. */
function lastSent(lines: readonly Line[], index: number): ChatMessage | undefined {
  for (let at = Math.min(index, lines.length - 1); at >= 0; at -= 1) {
    const message = lines[at]?.message;
    if (message && message.seq > 0) return message;
  }
  return undefined;
}
