import { t } from "@lingui/core/macro";
import { Mic, Paperclip, SendHorizontal } from "lucide-react";
import { type PointerEvent, Suspense, useRef, useState } from "react";
import { lazy } from "../../common/later";
import { type AttachProps, useMediaViews } from "../../common/media";
import { IconButton } from "../../ui/Button";
import type { Point } from "../../ui/Menu";
import type { How } from "./useComposer";

/** The clip at the left: what can be put to a message. */
export function AttachButton(rest: Omit<AttachProps, "at" | "onClose">) {
  const { AttachMenu } = useMediaViews();
  const [at, setAt] = useState<Point>();
  return (
    <>
      <IconButton
        label={t`Приложить`}
        aria-haspopup="menu"
        aria-expanded={at !== undefined}
        onClick={({ currentTarget }) => {
          const { left, top } = currentTarget.getBoundingClientRect();
          setAt({ x: left, y: top - 8 });
        }}
      >
        <Paperclip className="i" aria-hidden="true" />
      </IconButton>
      {at && (
        <Suspense>
          <AttachMenu {...rest} at={at} onClose={() => setAt(undefined)} />
        </Suspense>
      )}
    </>
  );
}

const SendMenu = lazy(() => import("./later/SendMenu"));

const HOLD_MS = 250;
const LONG_MS = 450;

interface SendProps {
  /** Something stands there to be sent. */
  ready: boolean;
  over: boolean;
  edit: boolean;
  onSend: (how?: How) => void;
  onRecord: (held: Point | undefined) => void;
}

/** Sends what stands there, in other ways by a right click or a long press; with an empty box it records a voice: by a press, or as long as a finger holds it. */
export function SendButton({ ready, over, edit, onSend, onRecord }: SendProps) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const held = useRef(false);
  const [menu, setMenu] = useState<Point>();
  if (ready || edit) {
    const choose = (at: Point) => !edit && setMenu({ x: at.x, y: at.y - 140 });
    return (
      <>
        <IconButton
          className="ib--hold"
          main={ready && !over}
          label={edit ? t`Сохранить` : t`Отправить`}
          disabled={!ready || over}
          onPointerDown={({ pointerType, clientX: x, clientY: y }) => {
            held.current = false;
            if (pointerType !== "touch") return;
            timer.current = setTimeout(() => {
              held.current = true;
              choose({ x, y });
            }, LONG_MS);
          }}
          onPointerUp={() => clearTimeout(timer.current)}
          onPointerCancel={() => clearTimeout(timer.current)}
          onContextMenu={(event) => {
            event.preventDefault();
            const { right, top } = event.currentTarget.getBoundingClientRect();
            choose({ x: right, y: top });
          }}
          onClick={() => !held.current && onSend()}
        >
          <SendHorizontal className="i" aria-hidden="true" />
        </IconButton>
        {menu && (
          <Suspense>
            <SendMenu at={menu} onClose={() => setMenu(undefined)} onSend={onSend} />
          </Suspense>
        )}
      </>
    );
  }
  const down = ({ pointerType, clientX: x, clientY: y }: PointerEvent) => {
    held.current = false;
    if (pointerType !== "touch") return;
    timer.current = setTimeout(() => {
      held.current = true;
      onRecord({ x, y });
    }, HOLD_MS);
  };
  return (
    <IconButton
      className="ib--hold"
      label={t`Записать голосовое сообщение`}
      onPointerDown={down}
      onPointerUp={() => clearTimeout(timer.current)}
      onPointerCancel={() => clearTimeout(timer.current)}
      onContextMenu={(event) => event.preventDefault()}
      onClick={() => !held.current && onRecord(undefined)}
    >
      <Mic className="i" aria-hidden="true" />
    </IconButton>
  );
}
