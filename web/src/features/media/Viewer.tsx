import "../../ui/styles/media.css";
import { t } from "@lingui/core/macro";
import { ChevronLeft, ChevronRight, Download, MessageSquareText, X, ZoomIn, ZoomOut } from "lucide-react";
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { useRead } from "../../common/client";
import { dayAndTime } from "../../common/dates";
import { useShowing } from "../../common/media";
import { actorName } from "../../common/Who";
import type { Attachment, ChatMessage } from "../../core";
import { IconButton } from "../../ui/Button";
import { rememberFocus } from "../../ui/focus";
import { labelOf } from "./Album";
import { address } from "./measures";
import type { StageHandle } from "./Stage";
import { Stage } from "./Stage";
import { useBack } from "./useBack";

interface Seen {
  readonly message: ChatMessage;
  readonly item: Attachment;
  readonly file: number;
  readonly label: string;
}

const SEEN: readonly Attachment["type"][] = ["photo", "video", "video_note"];

/** All pictures of the loaded part of the chat, in their order. */
function seenIn(messages: readonly ChatMessage[]): readonly Seen[] {
  return messages.flatMap((message) => {
    const items = (message.attachments ?? []).filter(({ type }) => SEEN.includes(type));
    if (message.deleted || message.seq === 0) return [];
    return items.flatMap((item, index) =>
      item.file === undefined
        ? []
        : [{ message, item, file: item.file, label: labelOf(item, index, items.length, message.text) }],
    );
  });
}

/** One picture on the whole screen, the others of the chat beside it. */
export default function Viewer({ onJump }: { onJump: (chat: number, seq: number) => void }) {
  const viewing = useShowing((state) => state.viewing);
  const view = useShowing((state) => state.view);
  const dialog = useRef<HTMLDialogElement>(null);
  const stage = useRef<StageHandle>(null);
  const items = useRead((read) => read.messages(viewing?.chat ?? 0).items);
  const among = viewing?.among;
  // A list of what was shared has the newest first.
  const all = useMemo(() => seenIn(among ? among.toReversed() : items), [among, items]);
  const at = all.findIndex(({ file, message }) => file === viewing?.file && message.seq === viewing.seq);
  const shown = all[at];
  const sender = useRead((read) => (shown ? actorName(read.actor(shown.message.sender)) : ""));
  useLayoutEffect(() => {
    const giveBack = rememberFocus();
    dialog.current?.showModal();
    dialog.current?.querySelector<HTMLElement>("[data-first]")?.focus();
    return giveBack;
  }, []);
  const close = useCallback(() => view(null), [view]);
  useBack(close);
  useEffect(() => {
    if (!shown) view(null);
  }, [shown, view]);
  if (!shown) return null;
  const turn = (step: number) => {
    const next = all[at + step];
    if (next) view({ chat: next.message.chat, seq: next.message.seq, file: next.file, among });
  };
  const keys = (event: KeyboardEvent) => {
    if ((event.target as HTMLElement).closest("video")) return;
    const act = keyAct(event.key, stage.current, turn);
    if (!act) return;
    event.preventDefault();
    act();
  };
  const place = at + 1;
  const total = all.length;
  return (
    <dialog
      ref={dialog}
      className="viewer"
      aria-label={t`Просмотр`}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onKeyDown={keys}
    >
      <header className="viewer__bar">
        <span className="viewer__who">
          <b className="cut">{sender}</b>
          <span className="t1 num" role="status">
            {dayAndTime(shown.message.at, Date.now())} · {t`${place} из ${total}`}
          </span>
        </span>
        {shown.item.type === "photo" && (
          <span className="only-desk">
            <IconButton label={t`Мельче`} onClick={() => stage.current?.smaller()}>
              <ZoomOut className="i" aria-hidden="true" />
            </IconButton>
            <IconButton label={t`Крупнее`} onClick={() => stage.current?.larger()}>
              <ZoomIn className="i" aria-hidden="true" />
            </IconButton>
          </span>
        )}
        <IconButton
          label={t`К сообщению`}
          onClick={() => {
            close();
            onJump(shown.message.chat, shown.message.seq);
          }}
        >
          <MessageSquareText className="i" aria-hidden="true" />
        </IconButton>
        <a
          className="ib"
          href={address(shown.file)}
          download={shown.item.name ?? ""}
          aria-label={t`Скачать`}
          title={t`Скачать`}
        >
          <Download className="i" aria-hidden="true" />
        </a>
        <IconButton label={t`Закрыть`} onClick={close} data-first="">
          <X className="i" aria-hidden="true" />
        </IconButton>
      </header>
      <Stage
        ref={stage}
        key={shown.file}
        item={shown.item}
        file={shown.file}
        label={shown.label}
        onTurn={turn}
        onClose={close}
      />
      {at > 0 && (
        <IconButton className="viewer__turn viewer__turn--back" label={t`Предыдущее`} onClick={() => turn(-1)}>
          <ChevronLeft className="i" aria-hidden="true" />
        </IconButton>
      )}
      {at < total - 1 && (
        <IconButton className="viewer__turn viewer__turn--on" label={t`Следующее`} onClick={() => turn(1)}>
          <ChevronRight className="i" aria-hidden="true" />
        </IconButton>
      )}
      {shown.message.text && <p className="viewer__words">{shown.message.text}</p>}
    </dialog>
  );
}

function keyAct(key: string, stage: StageHandle | null, turn: (step: number) => void): (() => void) | undefined {
  if (key === "ArrowLeft") return () => turn(-1);
  if (key === "ArrowRight") return () => turn(1);
  if (key === "+" || key === "=") return stage?.larger;
  if (key === "-") return stage?.smaller;
  return key === "0" ? stage?.fit : undefined;
}
