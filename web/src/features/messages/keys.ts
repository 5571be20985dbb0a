import { type KeyboardEvent, useCallback } from "react";
import type { ChatMessage } from "../../core";
import type { Point } from "../../ui/Menu";
import type { Line } from "./items";

interface KeyActs {
  openMenu: (message: ChatMessage, at: Point) => void;
  reply: (message: ChatMessage) => void;
  edit: (message: ChatMessage) => void;
  remove: (message: ChatMessage) => void;
}

/**
 * The history by keyboard: arrows walk the messages, Enter opens the menu, R answers, E edits, Delete deletes.
 * By the place of the key, so that it works in a Russian layout too.
 */
export function useMessageKeys(lines: readonly Line[], { openMenu, reply, edit, remove }: KeyActs) {
  return useCallback(
    (event: KeyboardEvent<HTMLDivElement>) => {
      const log = event.currentTarget;
      const focused = (event.target as HTMLElement).closest<HTMLElement>("[data-key]");
      if (event.key === "ArrowUp" || event.key === "ArrowDown") {
        if (walk(log, focused, event.key === "ArrowUp" ? -1 : 1)) event.preventDefault();
        return;
      }
      if (event.target !== focused || event.ctrlKey || event.metaKey || event.altKey) return;
      const message = lines.find((line) => line.key === focused?.dataset.key)?.message;
      if (!focused || !message) return;
      const act = choose(event.code);
      if (!act) return;
      event.preventDefault();
      if (act === "menu") openMenu(message, below(focused));
      else ({ reply, edit, remove })[act](message);
    },
    [lines, openMenu, reply, edit, remove],
  );
}

function choose(code: string): "menu" | "reply" | "edit" | "remove" | undefined {
  if (code === "Enter" || code === "ContextMenu") return "menu";
  if (code === "KeyR") return "reply";
  if (code === "KeyE") return "edit";
  return code === "Delete" ? "remove" : undefined;
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
