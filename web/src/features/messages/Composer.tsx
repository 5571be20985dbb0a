import { t } from "@lingui/core/macro";
import { SendHorizontal, Smile } from "lucide-react";
import { type KeyboardEvent, lazy, Suspense, useId, useRef, useState } from "react";
import type { ActorId, ChatCard } from "../../core";
import { IconButton } from "../../ui/Button";
import type { Point } from "../../ui/Menu";
import { AsWhom, Context, Counter } from "./ComposerParts";
import { Editor } from "./Editor";
import type { MentionListHandle } from "./MentionList";
import { type Composing, TEXT_LIMIT, useComposer } from "./useComposer";

const MentionList = lazy(() => import("./MentionList"));
const EmojiPopover = lazy(() => import("./EmojiPopover"));

interface ComposerProps {
  actor: ActorId;
  chat: ChatCard;
  composing: Composing;
  setComposing: (composing: Composing) => void;
  onSent: () => void;
  onEditLast: () => void;
  onJump: (seq: number) => void;
}

/** On a touch keyboard Enter makes a line; with a real one it sends. */
const TOUCH = matchMedia("(pointer: coarse)");

export function Composer({ actor, chat, composing, setComposing, onSent, onEditLast, onJump }: ComposerProps) {
  const composer = useComposer({ actor, chat: chat.id, composing, setComposing, onSent });
  const { editor, length, submit, clear } = composer;
  const [query, setQuery] = useState<string>();
  const [emoji, setEmoji] = useState<Point>();
  const mentions = useRef<MentionListHandle>(null);
  const asId = useId();
  const over = length > TEXT_LIMIT;

  const keys = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (mentions.current?.key(event.key)) {
      event.preventDefault();
    } else if (event.key === "Enter" && !event.shiftKey && !TOUCH.matches) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape" && (composing.edit || composing.reply !== undefined)) {
      event.preventDefault();
      if (composing.edit) clear();
      else setComposing({});
    } else if (event.key === "ArrowUp" && length === 0 && !composing.edit) {
      event.preventDefault();
      onEditLast();
    }
  };

  return (
    <footer className="composer">
      {query !== undefined && chat.kind !== "dialog" && (
        <Suspense>
          <MentionList
            ref={mentions}
            actor={actor}
            chat={chat.id}
            query={query}
            onChoose={(id, name) => editor.current?.mention(id, `@${name}`)}
            onClose={() => setQuery(undefined)}
          />
        </Suspense>
      )}
      <Context
        chat={chat.id}
        composing={composing}
        onJump={onJump}
        onCancel={composing.edit ? clear : () => setComposing({})}
      />
      <AsWhom actor={actor} id={asId} />
      <div className="composer__row">
        <div className="composer__box">
          <Editor
            ref={editor}
            label={t`Сообщение`}
            placeholder={t`Сообщение`}
            describedBy={asId}
            onChange={composer.onChange}
            onMention={setQuery}
            onKeyDown={keys}
          />
          <Counter length={length} />
          <IconButton
            label={t`Эмодзи`}
            aria-expanded={emoji !== undefined}
            onClick={(event) => setEmoji({ x: event.clientX - 340, y: event.clientY - 360 })}
          >
            <Smile className="i" aria-hidden="true" />
          </IconButton>
        </div>
        <IconButton
          main={length > 0 && !over}
          label={composing.edit ? t`Сохранить` : t`Отправить`}
          disabled={length === 0 || over}
          onClick={submit}
        >
          <SendHorizontal className="i" aria-hidden="true" />
        </IconButton>
      </div>
      {emoji && (
        <Suspense>
          <EmojiPopover
            at={emoji}
            onClose={() => setEmoji(undefined)}
            onChoose={(glyph) => editor.current?.insert(glyph)}
          />
        </Suspense>
      )}
    </footer>
  );
}
