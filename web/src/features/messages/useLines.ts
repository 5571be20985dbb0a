import { useLayoutEffect, useMemo, useRef, useState } from "react";
import { useHats, useRead } from "../../common/client";
import { useUi } from "../../common/state";
import type { ChatId, MessageWindow, Seq } from "../../core";
import { type Line, type Stage, stage, toLines } from "./items";

export interface Lines {
  readonly window: MessageWindow;
  readonly lines: readonly Line[];
  readonly shift: boolean;
}

const NONE: Stage = { lines: [], shift: false };

/** The lines of a chat, changed so that the virtual list can keep its place (see `stage`). */
export function useLines(chat: ChatId, topic: number | undefined, readSeq: Seq | undefined): Lines {
  const window = useRead((read) => (topic === undefined ? read.messages(chat) : read.thread(chat, topic)));
  const hats = useHats();
  const hidden = useUi((state) => state.leaving);
  // What one said elsewhere, before the group came along; it stands before all that was said here.
  const claimed = useRead((read) => {
    const senders = window.items[0]?.moved ? window.items.flatMap(({ moved, sender }) => (moved ? [sender] : [])) : [];
    return [...new Set(senders)].filter((id) => hats.some((hat) => hat.id === read.actor(id)?.id)).join();
  });
  const own = useMemo(
    () => new Set([...hats.map((hat) => hat.id), ...claimed.split(",").filter(Boolean).map(Number)]),
    [hats, claimed],
  );
  const last = useRef<readonly Line[]>([]);
  const wanted = useMemo(() => {
    last.current = toLines(window.items, { own, readSeq, hidden, older: window.hasOlder }, last.current);
    return last.current;
  }, [window.items, window.hasOlder, own, readSeq, hidden]);

  const [generation, setGeneration] = useState(window.generation);
  const [shown, setShown] = useState<{ readonly wanted: readonly Line[]; readonly stage: Stage }>({
    wanted: [],
    stage: NONE,
  });
  let current = shown;
  // Derived while drawing, so that no frame shows the new lines with the old setting of `shift`.
  if (shown.wanted !== wanted) {
    const other = generation !== window.generation;
    current = { wanted, stage: other ? { lines: wanted, shift: false } : stage(shown.stage.lines, wanted) };
    setShown(current);
    if (other) setGeneration(window.generation);
  }
  const later = current.stage.later;
  useLayoutEffect(() => {
    if (later) setShown((before) => ({ ...before, stage: { lines: later, shift: false } }));
  }, [later]);
  return { window, lines: current.stage.lines, shift: current.stage.shift };
}
