import { t } from "@lingui/core/macro";
import { Smile } from "lucide-react";
import { type KeyboardEvent, Suspense, useCallback, useId, useRef, useState } from "react";
import { useClient, useRead } from "../../common/client";
import { lazy } from "../../common/later";
import { type SuggestHandle, useMediaViews } from "../../common/media";
import type { ActorId, ChatCard, OutgoingAttachment } from "../../core";
import { IconButton } from "../../ui/Button";
import type { Point } from "../../ui/Menu";
import { AttachButton, SendButton } from "./ComposerActs";
import { AsWhom, Context, Counter } from "./ComposerParts";
import { Editor } from "./Editor";
import { useAttached } from "./useAttached";
import { type Composing, TEXT_LIMIT, useComposer } from "./useComposer";

const PollDialog = lazy(() => import("./polls/PollDialog"));
const ScheduledLine = lazy(() => import("./later/ScheduledLine"));
const SlowLine = lazy(() => import("./later/SlowLine"));
const LinkAsker = lazy(() => import("./LinkAsker"));
const MentionList = lazy(() => import("./MentionList"));

interface ComposerProps {
  actor: ActorId;
  chat: ChatCard;
  topic?: number | undefined;
  composing: Composing;
  setComposing: (composing: Composing) => void;
  onSent: () => void;
  onEditLast: () => void;
  onJump: (seq: number) => void;
}

/** No link is shorter than this. */
const LINK_LENGTH = 10;
/** What begins like a command of a bot, and nothing else. */
const COMMAND = /^\/(\S{0,64})$/u;
/** On a touch keyboard Enter makes a line; with a real one it sends. */
const TOUCH = matchMedia("(pointer: coarse)");

/** The bot on the other side of a dialog. */
function useBot(actor: ActorId, chat: ChatCard): ActorId | undefined {
  return useRead((read) => {
    const peer = chat.kind === "dialog" ? read.chatRow(actor, chat.id)?.peer : undefined;
    return peer !== undefined && read.actor(peer)?.kind === "bot" ? peer : undefined;
  });
}

export function Composer({ actor, chat, topic, composing, setComposing, onSent, onEditLast, onJump }: ComposerProps) {
  const client = useClient();
  const { Tray, Recorder, EmojiPanel, DropHere, Commands } = useMediaViews();
  const footer = useRef<HTMLElement>(null);
  const attached = useAttached(`${actor} ${chat.id} ${topic ?? ""}`, footer);
  const [later, setLater] = useState(0);
  const onLater = useCallback(() => setLater((before) => before + 1), []);
  const composer = useComposer({
    actor,
    chat: chat.id,
    topic,
    composing,
    setComposing,
    onSent,
    onLater,
    attached,
  });
  const { editor, length, submit, clear } = composer;
  const [query, setQuery] = useState<string>();
  const [emoji, setEmoji] = useState<Point>();
  const [recording, setRecording] = useState<{ held: Point | undefined }>();
  const [asking, setAsking] = useState(false);
  const mentions = useRef<SuggestHandle>(null);
  const asId = useId();
  const over = length > TEXT_LIMIT;
  const slow = useRead((read) => (chat.slow_mode ?? 0) > 0 && read.membership(actor, chat.id)?.role === "member");
  const bot = useBot(actor, chat);
  const typed = bot && length > 0 && !composing.edit ? COMMAND.exec(editor.current?.get().text ?? "")?.[1] : undefined;
  const sendOne = (attachment: OutgoingAttachment) => {
    const reply = composing.reply === undefined ? {} : { reply_to: composing.reply };
    client.sendMessage(actor, chat.id, { text: "", attachments: [attachment], ...reply, ...(topic ? { topic } : {}) });
    setComposing({});
    onSent();
  };

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
    <footer className="composer" ref={footer}>
      {attached.over && (
        <Suspense>
          <DropHere />
        </Suspense>
      )}
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
      {bot && typed !== undefined && (
        <Suspense>
          <Commands
            ref={mentions}
            bot={bot}
            typed={typed}
            onChoose={(words) => {
              editor.current?.set({ text: words, entities: [] });
              submit();
            }}
          />
        </Suspense>
      )}
      <Suspense>
        {slow && <SlowLine actor={actor} chat={chat} />}
        <ScheduledLine actor={actor} chat={chat.id} round={later} />
      </Suspense>
      <Context
        chat={chat.id}
        composing={composing}
        onJump={onJump}
        onCancel={composing.edit ? clear : () => setComposing({})}
      />
      {length >= LINK_LENGTH && !composing.edit && (
        <Suspense>
          <LinkAsker
            read={() => editor.current?.get().text ?? ""}
            length={length}
            items={attached.items}
            onChange={attached.change}
            bare={attached.bare}
          />
        </Suspense>
      )}
      {(attached.items.some(({ type }) => type !== "link") || attached.incoming) && (
        <Suspense>
          <Tray
            items={attached.items.filter(({ type }) => type !== "link")}
            incoming={attached.incoming}
            onTaken={attached.taken}
            onChange={attached.change}
          />
        </Suspense>
      )}
      <AsWhom actor={actor} id={asId} />
      {recording && (
        <Suspense>
          <Recorder held={recording.held} onClose={() => setRecording(undefined)} onSend={sendOne} />
        </Suspense>
      )}
      <div className="composer__row" hidden={recording !== undefined}>
        <AttachButton
          actor={actor}
          chat={chat}
          onFiles={attached.take}
          onSend={sendOne}
          onPoll={() => setAsking(true)}
        />
        <div className="composer__box">
          <Editor
            ref={editor}
            label={t`Сообщение`}
            placeholder={t`Сообщение`}
            describedBy={asId}
            onChange={composer.onChange}
            onMention={setQuery}
            onKeyDown={keys}
            onFiles={attached.take}
          />
          <Counter length={length} />
          <IconButton
            label={t`Эмодзи`}
            aria-expanded={emoji !== undefined}
            onClick={({ currentTarget }) => {
              const { right, top } = currentTarget.getBoundingClientRect();
              setEmoji({ x: right, y: top - 8 });
            }}
          >
            <Smile className="i" aria-hidden="true" />
          </IconButton>
        </div>
        <SendButton
          ready={length > 0 || (attached.items.length > 0 && !composing.edit)}
          over={over}
          edit={composing.edit !== undefined}
          onSend={submit}
          onRecord={(held) => setRecording({ held })}
        />
      </div>
      {asking && (
        <Suspense>
          <PollDialog
            onClose={() => setAsking(false)}
            onSend={(poll) => {
              setAsking(false);
              sendOne({ type: "poll", poll });
            }}
          />
        </Suspense>
      )}
      {emoji && (
        <Suspense>
          <EmojiPanel
            at={emoji}
            onClose={() => setEmoji(undefined)}
            onEmoji={(glyph) => editor.current?.insert(glyph)}
            onSticker={(sticker) => {
              setEmoji(undefined);
              sendOne(sticker);
            }}
          />
        </Suspense>
      )}
    </footer>
  );
}
