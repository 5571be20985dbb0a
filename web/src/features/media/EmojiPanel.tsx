import "../../ui/styles/media.css";
import { t } from "@lingui/core/macro";
import { Suspense, useLayoutEffect, useRef, useState } from "react";
import { lazy } from "../../common/later";
import type { PanelProps } from "../../common/media";
import { Tabs } from "../../ui/Choice";
import { isFocusLost, rememberFocus } from "../../ui/focus";
import EmojiList from "./EmojiList";

const Stickers = lazy(() => import("./Stickers"));
const EDGE = 8;

/** Emoji and stickers: beside the composer on a desktop, a sheet at the foot of a phone. */
export default function EmojiPanel({ at, onClose, onEmoji, onSticker }: PanelProps) {
  const ref = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  const [tab, setTab] = useState<"emoji" | "stickers">("emoji");
  useLayoutEffect(() => {
    const panel = ref.current;
    if (!panel) return;
    const giveBack = rememberFocus();
    const toggled = (event: Event) => (event as ToggleEvent).newState === "closed" && close.current();
    panel.showPopover();
    panel.addEventListener("toggle", toggled);
    const { offsetWidth: width, offsetHeight: height } = panel;
    panel.style.left = `${Math.max(EDGE, Math.min(at.x - width, innerWidth - width - EDGE))}px`;
    panel.style.top = `${Math.max(EDGE, Math.min(at.y - height, innerHeight - height - EDGE))}px`;
    if (matchMedia("(pointer: fine)").matches) panel.querySelector("input")?.focus();
    return () => {
      panel.removeEventListener("toggle", toggled);
      if (panel.contains(document.activeElement) || isFocusLost()) giveBack();
    };
  }, [at]);
  return (
    <div
      ref={ref}
      popover="auto"
      className="menu menu--sheet emojis"
      role="dialog"
      aria-label={onSticker ? t`Эмодзи и стикеры` : t`Эмодзи`}
    >
      {onSticker && (
        <Tabs
          label={t`Эмодзи и стикеры`}
          panel="emojis"
          value={tab}
          onChange={setTab}
          options={[
            { value: "emoji", label: t`Эмодзи` },
            { value: "stickers", label: t`Стикеры` },
          ]}
        />
      )}
      <div id="emojis" className="emojis__body">
        {tab === "emoji" || !onSticker ? (
          <EmojiList onEmoji={onEmoji} />
        ) : (
          <Suspense>
            <Stickers
              onSticker={(sticker) => {
                close.current();
                onSticker(sticker);
              }}
            />
          </Suspense>
        )}
      </div>
    </div>
  );
}
