import { useEffect, useRef } from "react";
import type { Point } from "../../ui/Menu";
import EmojiGrid from "./EmojiGrid";

interface EmojiPopoverProps {
  at: Point;
  onClose: () => void;
  onChoose: (emoji: string) => void;
}

export default function EmojiPopover({ at, onClose, onChoose }: EmojiPopoverProps) {
  const ref = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const popover = ref.current;
    if (!popover) return;
    const toggled = (event: Event) => (event as ToggleEvent).newState === "closed" && close.current();
    popover.showPopover();
    popover.addEventListener("toggle", toggled);
    const { width, height } = popover.getBoundingClientRect();
    popover.style.left = `${Math.max(8, Math.min(at.x, innerWidth - width - 8))}px`;
    popover.style.top = `${Math.max(8, Math.min(at.y, innerHeight - height - 64))}px`;
    popover.querySelector("button")?.focus();
    return () => popover.removeEventListener("toggle", toggled);
  }, [at]);
  return (
    <div ref={ref} popover="auto" className="menu menu--sheet emoji">
      <EmojiGrid
        onChoose={(emoji) => {
          close.current();
          onChoose(emoji);
        }}
      />
    </div>
  );
}
