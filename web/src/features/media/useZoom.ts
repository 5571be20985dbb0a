import { type PointerEvent, type RefObject, useCallback, useEffect, useRef } from "react";
import { FITTED, held, type Zoom, zoomAt } from "./zoom";

const STEP = 1.5;
const CLOSE_UP = 2.5;
const SWIPE = 60;
const TAP_MS = 300;

interface Turns {
  onTurn: (step: 1 | -1) => void;
  onClose: () => void;
}

/** Wheel, pinch, drag, double press and swipe on a stage with one picture. Returns the handlers, and zoom by hand. */
export function useZoom(stage: RefObject<HTMLElement | null>, picture: RefObject<HTMLElement | null>, turns: Turns) {
  const zoom = useRef<Zoom>(FITTED);
  const fingers = useRef(new Map<number, { x: number; y: number }>());
  const start = useRef({ x: 0, y: 0, moved: false, one: true });
  const tap = useRef({ at: 0, x: 0, y: 0 });
  const turn = useRef(turns);
  turn.current = turns;

  const draw = useCallback(
    (next: Zoom) => {
      const image = picture.current;
      const room = stage.current;
      if (!image || !room) return;
      const size = { width: image.offsetWidth, height: image.offsetHeight };
      zoom.current = held(next, size, { width: room.clientWidth, height: room.clientHeight });
      const { scale, x, y } = zoom.current;
      image.style.transform = scale === 1 ? "" : `translate(${x}px, ${y}px) scale(${scale})`;
      room.toggleAttribute("data-zoomed", scale > 1);
    },
    [picture, stage],
  );

  const fromMiddle = useCallback(
    (x: number, y: number) => {
      const box = stage.current?.getBoundingClientRect();
      return box ? ([x - box.left - box.width / 2, y - box.top - box.height / 2] as const) : ([0, 0] as const);
    },
    [stage],
  );

  const by = useCallback((factor: number) => draw(zoomAt(zoom.current, factor, 0, 0)), [draw]);
  const fit = useCallback(() => draw(FITTED), [draw]);
  const toggle = useCallback(
    (x: number, y: number) => draw(zoom.current.scale > 1 ? FITTED : zoomAt(FITTED, CLOSE_UP, ...fromMiddle(x, y))),
    [draw, fromMiddle],
  );

  useEffect(() => {
    const room = stage.current;
    if (!room) return;
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      draw(zoomAt(zoom.current, Math.exp(-event.deltaY / 300), ...fromMiddle(event.clientX, event.clientY)));
    };
    // React listens passively; the page behind must not scroll.
    room.addEventListener("wheel", wheel, { passive: false });
    return () => room.removeEventListener("wheel", wheel);
  }, [stage, draw, fromMiddle]);

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if ((event.target as HTMLElement).closest("button, a, video")) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const { size } = fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    start.current = { x: event.clientX, y: event.clientY, moved: false, one: size === 1 };
  };

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const before = fingers.current.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
    if (Math.hypot(now.x - start.current.x, now.y - start.current.y) > 8) start.current.moved = true;
    if (other) {
      start.current.one = false;
      const ratio = distance(now, other) / Math.max(1, distance(before, other));
      draw(zoomAt(zoom.current, ratio, ...fromMiddle((now.x + other.x) / 2, (now.y + other.y) / 2)));
    } else if (zoom.current.scale > 1) {
      const { scale, x, y } = zoom.current;
      draw({ scale, x: x + now.x - before.x, y: y + now.y - before.y });
    }
    fingers.current.set(event.pointerId, now);
  };

  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    if (!fingers.current.delete(event.pointerId)) return;
    const { x, y, moved, one } = start.current;
    const across = event.clientX - x;
    const down = event.clientY - y;
    if (moved && one && zoom.current.scale === 1) {
      if (Math.abs(across) > SWIPE && Math.abs(across) > Math.abs(down)) turn.current.onTurn(across < 0 ? 1 : -1);
      else if (Math.abs(down) > 2 * SWIPE) turn.current.onClose();
    }
    if (moved || !one) return;
    const last = tap.current;
    const double = event.timeStamp - last.at < TAP_MS && distance(last, { x, y }) < 30;
    tap.current = { at: double ? 0 : event.timeStamp, x, y };
    if (double) toggle(x, y);
  };

  const onPointerCancel = (event: PointerEvent<HTMLElement>) => void fingers.current.delete(event.pointerId);
  const handlers = { onPointerDown, onPointerMove, onPointerUp, onPointerCancel };
  return { handlers, larger: () => by(STEP), smaller: () => by(1 / STEP), fit };
}

function distance(a: { x: number; y: number }, b: { x: number; y: number }): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
