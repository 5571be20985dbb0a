import { type KeyboardEvent, type MouseEvent, type PointerEvent, type TouchEvent, useRef } from "react";
import type { Point } from "./Menu";

const HOLD_MS = 450;
const SLIP = 10;

/**
 * Everything that asks for the menu of a thing: the right button, a finger that stays, the menu key, Shift+F10. Spread
 * the answer over the element; `on` is what was pressed in it.
 */
export function useMenu(ask: (at: Point, on: Element) => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const start = useRef({ x: 0, y: 0 });
  const held = useRef(false);
  const stop = () => clearTimeout(timer.current);
  return {
    onContextMenu: (event: MouseEvent<HTMLElement>) => {
      event.preventDefault();
      event.stopPropagation();
      stop();
      // Some phones turn the same touch into a menu of their own, some do not.
      if (!held.current) ask({ x: event.clientX, y: event.clientY }, event.target as Element);
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.key !== "ContextMenu" && !(event.key === "F10" && event.shiftKey)) return;
      event.preventDefault();
      event.stopPropagation();
      ask(below(event.target as Element), event.target as Element);
    },
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      stop();
      held.current = false;
      if (event.pointerType !== "touch") return;
      // What stands inside something with a menu of its own answers alone.
      event.stopPropagation();
      const at = { x: event.clientX, y: event.clientY };
      const on = event.target as Element;
      start.current = at;
      timer.current = setTimeout(() => {
        held.current = true;
        ask(at, on);
      }, HOLD_MS);
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent) => {
      if (Math.hypot(clientX - start.current.x, clientY - start.current.y) > SLIP) stop();
    },
    onPointerUp: stop,
    onPointerCancel: stop,
    // When the finger goes up again, that must not be a press on what has come under it meanwhile.
    onTouchEnd: (event: TouchEvent) => {
      if (held.current) event.preventDefault();
    },
  };
}

/** For those who press keys: at what has the focus. */
function below(element: Element): Point {
  const box = element.getBoundingClientRect();
  return { x: box.left + 24, y: Math.min(box.bottom, innerHeight - 80) };
}
