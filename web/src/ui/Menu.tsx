import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from "react";
import { isFocusLost, rememberFocus } from "./focus";

export interface Point {
  x: number;
  y: number;
}

/** Free space between a menu and the edge of the window. */
const EDGE = 8;

interface MenuProps {
  label: string;
  at: Point;
  onClose: () => void;
  children: ReactNode;
  /** What stands above the items (a row of reactions). */
  head?: ReactNode;
  className?: string;
}

/** A menu at a point; on a phone it is a sheet at the foot. Closes on Escape, a press elsewhere, a choice. */
export function Menu({ label, at, onClose, children, head, className = "" }: MenuProps) {
  const ref = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  // Shown and put in its place before anything is painted.
  useLayoutEffect(() => {
    const menu = ref.current;
    if (!menu) return;
    const giveBack = rememberFocus();
    const toggled = (event: Event) => {
      if ((event as ToggleEvent).newState === "closed") close.current();
    };
    menu.showPopover();
    menu.addEventListener("toggle", toggled);
    menu.querySelector<HTMLElement>("[role=menuitem]")?.focus();
    return () => {
      menu.removeEventListener("toggle", toggled);
      if (menu.contains(document.activeElement) || isFocusLost()) giveBack();
    };
  }, []);

  useLayoutEffect(() => {
    const menu = ref.current;
    if (!menu) return;
    const place = () => {
      // The layout's own measures: the animation of coming makes the box smaller for a moment.
      const { offsetWidth: width, offsetHeight: height } = menu;
      menu.style.left = `${Math.max(EDGE, Math.min(at.x, innerWidth - width - EDGE))}px`;
      menu.style.top = `${Math.max(EDGE, Math.min(at.y, innerHeight - height - EDGE))}px`;
    };
    place();
    const grown = new ResizeObserver(place);
    grown.observe(menu);
    return () => grown.disconnect();
  }, [at]);

  return (
    <div ref={ref} popover="auto" className={`menu menu--sheet ${className}`}>
      <div className="sheet__grip only-phone" />
      {head}
      <div role="menu" tabIndex={-1} aria-label={label} onKeyDown={moveFocus}>
        {children}
      </div>
    </div>
  );
}

function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>("[role=menuitem]:not(:disabled)")];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  items[(to + items.length) % items.length]?.focus();
}

interface ItemProps {
  icon: ReactNode;
  children: ReactNode;
  keys?: string;
  danger?: boolean;
  onChoose: () => void;
}

export function MenuItem({ icon, children, keys, danger, onChoose }: ItemProps) {
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className={`menu__item ${danger ? "menu__item--danger" : ""}`}
      onClick={onChoose}
    >
      {icon}
      {children}
      {keys && <kbd className="only-desk">{keys}</kbd>}
    </button>
  );
}
