import { type DragEvent, type KeyboardEvent, useState } from "react";

/** The same list with one thing taken from its place and put to another. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const next = [...list];
  const [taken] = next.splice(from, 1);
  if (taken === undefined) return list;
  next.splice(Math.max(0, Math.min(to, next.length)), 0, taken);
  return next;
}

const STEPS: Readonly<Record<string, -1 | 1>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

function refocus(before: Element | null): void {
  const able = before?.matches(":disabled")
    ? before.closest("li")?.querySelector<HTMLElement>("button:not(:disabled)")
    : before;
  if (able instanceof HTMLElement) able.focus();
}

/** Puts things into another order: dragged with the mouse, or moved with Alt and the arrows while they have the focus. */
export function useReorder<T>(list: readonly T[], onOrder: (list: readonly T[]) => void) {
  const [held, setHeld] = useState<number>();
  const [over, setOver] = useState<number>();
  const end = () => {
    setHeld(undefined);
    setOver(undefined);
  };
  const step = (at: number, by: -1 | 1) => {
    const to = at + by;
    if (to < 0 || to >= list.length) return;
    const focused = document.activeElement;
    onOrder(moved(list, at, to));
    // A thing that is put elsewhere on the page loses the focus, and so does a button that can do no more.
    requestAnimationFrame(() => refocus(focused));
  };
  const propsOf = (at: number) => ({
    draggable: true,
    "data-held": held === at || undefined,
    "data-over": (over === at && held !== at) || undefined,
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.effectAllowed = "move";
      setHeld(at);
    },
    onDragOver: (event: DragEvent) => {
      if (held === undefined) return;
      event.preventDefault();
      setOver(at);
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      event.stopPropagation();
      if (held !== undefined && held !== at) onOrder(moved(list, held, at));
      end();
    },
    onDragEnd: end,
    onKeyDown: (event: KeyboardEvent) => {
      const by = STEPS[event.key];
      if (!by || !event.altKey) return;
      event.preventDefault();
      step(at, by);
    },
  });
  return { propsOf, step };
}
