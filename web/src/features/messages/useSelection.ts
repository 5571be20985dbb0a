import { useCallback, useMemo, useRef, useState } from "react";
import type { ChatMessage, Seq } from "../../core";
import type { Line } from "./items";

/** More than this the server does not take in one go. */
const MOST = 100;
const NONE: ReadonlySet<Seq> = new Set();

export interface Selection {
  readonly seqs: ReadonlySet<Seq>;
  readonly messages: readonly ChatMessage[];
  select: (message: ChatMessage, range?: boolean) => void;
  clear: () => void;
}

/** The messages that were picked, to do something with all of them. */
export function useSelection(lines: readonly Line[]): Selection {
  const [seqs, setSeqs] = useState(NONE);
  const last = useRef<Seq>(undefined);
  const linesRef = useRef(lines);
  linesRef.current = lines;

  const select = useCallback((message: ChatMessage, range = false) => {
    if (!selectable(message)) return;
    const from = range ? last.current : undefined;
    last.current = message.seq;
    setSeqs((before) => {
      const next = new Set(before);
      if (from !== undefined) for (const seq of between(linesRef.current, from, message.seq)) next.add(seq);
      else if (!next.delete(message.seq)) next.add(message.seq);
      return next.size > MOST ? before : next;
    });
  }, []);
  const clear = useCallback(() => {
    last.current = undefined;
    setSeqs(NONE);
  }, []);
  const messages = useMemo(
    () =>
      seqs.size === 0 ? [] : lines.map((line) => line.message).filter((one) => seqs.has(one.seq) && selectable(one)),
    [lines, seqs],
  );
  return { seqs, messages, select, clear };
}

function selectable(message: ChatMessage): boolean {
  return message.state === "sent" && message.kind !== "service" && !message.deleted;
}

function between(lines: readonly Line[], from: Seq, to: Seq): Seq[] {
  const [low, high] = from < to ? [from, to] : [to, from];
  return lines
    .map((line) => line.message)
    .filter((message) => message.seq >= low && message.seq <= high && selectable(message))
    .map((message) => message.seq);
}
