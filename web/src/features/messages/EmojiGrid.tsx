import { t } from "@lingui/core/macro";
import type { KeyboardEvent } from "react";
import { GROUPS } from "./emoji";

const COLUMNS = 8;

/** A grid that is walked with the arrow keys. */
export default function EmojiGrid({ onChoose }: { onChoose: (emoji: string) => void }) {
  return (
    <div className="emoji__grid" role="group" aria-label={t`Эмодзи`} onKeyDown={walk}>
      {GROUPS.flat().map((emoji, index) => (
        <button
          key={emoji}
          type="button"
          tabIndex={index === 0 ? 0 : -1}
          aria-label={emoji}
          onClick={() => onChoose(emoji)}
        >
          {emoji}
        </button>
      ))}
    </div>
  );
}

function walk(event: KeyboardEvent<HTMLDivElement>): void {
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
  if (!step) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>("button")];
  const to = buttons[buttons.indexOf(document.activeElement as HTMLElement) + step];
  event.preventDefault();
  to?.focus();
}
