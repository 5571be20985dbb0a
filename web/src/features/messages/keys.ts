import { type KeyboardEvent, useCallback } from "react";
import type { ChatMessage } from "../../core";
import type { Point } from "../../ui/Menu";
import type { ConversationActs } from "./acts";
import type { Line } from "./items";

/** Moving through the history at large. */
interface Ends {
  toEnd: () => void;
  toStart: () => void;
}

/**
 * The history by keyboard: arrows walk the messages, Home and End go to its ends, Enter opens the menu, the space bar
 * selects, R answers, E edits, F forwards, Delete deletes. By the place of the key, so that it works in a Russian layout
 * too.
 */
export function useMessageKeys(
  lines: readonly Line[],
  acts: ConversationActs,
  history: { readonly current: Ends | null },
) {
  return useCallback(
    (event: KeyboardEvent<HTMLDivElement>) => {
      const log = event.currentTarget;
      const focused = (event.target as HTMLElement).closest<HTMLElement>("[data-key]");
      if (event.key === "ArrowUp" || event.key === "ArrowDown") {
        if (walk(log, focused, event.key === "ArrowUp" ? -1 : 1)) event.preventDefault();
        return;
      }
      if (event.key === "End" || event.key === "Home") {
        event.preventDefault();
        if (event.key === "End") history.current?.toEnd();
        else history.current?.toStart();
        return;
      }
      if (event.target !== focused || event.ctrlKey || event.metaKey || event.altKey) return;
      const message = lines.find((line) => line.key === focused?.dataset.key)?.message;
      const act = message && focused && choose(event, message, focused, acts);
      if (!act) return;
      event.preventDefault();
      act();
    },
    [lines, acts, history],
  );
}

function choose(
  event: KeyboardEvent,
  message: ChatMessage,
  element: HTMLElement,
  acts: ConversationActs,
): (() => void) | undefined {
  switch (event.code) {
    case "Enter":
      return () => acts.openMenu(message, below(element));
    case "Space":
      return () => acts.select(message, event.shiftKey);
    case "KeyR":
      return () => acts.reply(message);
    case "KeyE":
      return () => acts.edit(message);
    case "KeyF":
      return message.seq > 0 && !message.deleted
        ? () => acts.show({ kind: "forward", messages: [message] })
        : undefined;
    case "Delete":
      return () => acts.remove([message]);
    default:
      return undefined;
  }
}

function walk(log: HTMLElement, focused: HTMLElement | null, step: number): boolean {
  const all = [...log.querySelectorAll<HTMLElement>("[data-key]")];
  const at = focused ? all.indexOf(focused) : all.length;
  const next = focused ? all[at + step] : lastVisible(log, all);
  if (!next) return false;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function lastVisible(log: HTMLElement, all: readonly HTMLElement[]): HTMLElement | undefined {
  const foot = log.getBoundingClientRect().bottom;
  return all.findLast((element) => element.getBoundingClientRect().top < foot - 8);
}

function below(element: HTMLElement): Point {
  const box = (element.querySelector(".bubble") ?? element).getBoundingClientRect();
  return { x: box.left + 24, y: Math.min(box.bottom, innerHeight - 80) };
}
