import { t } from "@lingui/core/macro";
import { useCallback, useEffect, useRef, useState } from "react";
import { useClient, useRead } from "../../common/client";
import type { Attached } from "../../common/media";
import { orToast } from "../../common/useAct";
import type { ActorId, ChatId, ChatMessage, Seq } from "../../core";
import { toast } from "../../ui/Toasts";
import type { EditorHandle } from "./Editor";
import { type Formatted, readMarkers, trimmed } from "./text/markers";

export const TEXT_LIMIT = 4000;
const DRAFT_MS = 400;
const NOTHING: Formatted = { text: "", entities: [] };

export interface Composing {
  reply?: Seq | undefined;
  edit?: ChatMessage | undefined;
}

/** Other ways of sending than at once and with a sound. */
export interface How {
  readonly silent?: boolean;
  readonly urgent?: boolean;
  readonly at?: number;
}

interface About {
  actor: ActorId;
  chat: ChatId;
  composing: Composing;
  setComposing: (composing: Composing) => void;
  /** A topic or the comments of a post: what is written goes there, and leaves no draft. */
  topic: number | undefined;
  onSent: () => void;
  /** Something waits for its time now. */
  onLater: () => void;
  attached: { items: Attached; clear: () => void; bare: { readonly current: boolean } };
}

/** So many things one message carries at most; more of them go as several messages. */
const MOST_ATTACHED = 10;

/** What the composer does: drafts, sending, editing. */
export function useComposer({ actor, chat, topic, composing, setComposing, onSent, onLater, attached }: About) {
  const client = useClient();
  const editor = useRef<EditorHandle>(null);
  const [length, setLength] = useState(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const state = useRef(composing);
  state.current = composing;
  // What stands in the box, also when the box itself is gone already.
  const content = useRef<Formatted>(NOTHING);
  const { edit, reply } = composing;

  const saveDraft = useCallback(() => {
    clearTimeout(timer.current);
    if (state.current.edit || topic !== undefined) return;
    const { text, entities } = content.current;
    const answer = state.current.reply;
    const empty = text.trim() === "" && answer === undefined;
    client.setDraft(actor, chat, empty ? null : { text, entities, ...(answer ? { reply_to: answer } : {}) });
  }, [client, actor, chat, topic]);

  // What was begun here comes back, and what is begun now is kept when the reader goes away.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each chat
  useEffect(() => {
    const draft = topic === undefined ? client.read.draft(actor, chat) : undefined;
    content.current = { text: draft?.text ?? "", entities: draft?.entities ?? [] };
    editor.current?.set(content.current);
    setLength(draft?.text.length ?? 0);
    setComposing({ reply: draft?.reply_to });
    return saveDraft;
  }, [actor, chat]);

  // What was written or thrown away on another device, unless somebody is writing here.
  const elsewhere = useRead((read) => (topic === undefined ? read.draft(actor, chat) : undefined));
  useEffect(() => {
    if (state.current.edit || editor.current?.focused()) return;
    const text = elsewhere?.text ?? "";
    if (text === content.current.text || (elsewhere && !elsewhere.elsewhere)) return;
    content.current = { text, entities: elsewhere?.entities ?? [] };
    editor.current?.set(content.current);
    setLength(text.trim().length);
    setComposing({ reply: elsewhere?.reply_to });
  }, [elsewhere, setComposing]);

  useEffect(() => {
    if (!edit) return;
    editor.current?.set({ text: edit.text, entities: edit.entities ?? [] });
    editor.current?.focus();
    setLength(edit.text.length);
  }, [edit]);

  useEffect(() => {
    if (reply !== undefined) editor.current?.focus();
  }, [reply]);

  const onChange = useCallback(() => {
    content.current = editor.current?.get() ?? NOTHING;
    const { text } = content.current;
    setLength(text.trim().length);
    if (text && !state.current.edit) client.typing(actor, chat);
    clearTimeout(timer.current);
    timer.current = setTimeout(saveDraft, DRAFT_MS);
  }, [client, actor, chat, saveDraft]);

  const clear = useCallback(() => {
    content.current = NOTHING;
    editor.current?.set(NOTHING);
    setLength(0);
    setComposing({});
  }, [setComposing]);

  const submit = useCallback(
    (how: How = {}) => {
      const message = trimmed(readMarkers(editor.current?.get() ?? NOTHING));
      const albums = edit ? [] : inAlbums(attached.items);
      if ((message.text === "" && albums.length === 0) || message.text.length > TEXT_LIMIT) return;
      const outgoing = { text: message.text, ...(message.entities.length > 0 ? { entities: message.entities } : {}) };
      if (edit) {
        orToast(client.editMessage(actor, chat, edit.seq, outgoing));
      } else {
        const [first = [], ...others] = albums;
        const { at, ...flags } = how;
        const place = { ...flags, ...(topic ? { topic } : {}) };
        const answer = reply === undefined ? {} : { reply_to: reply };
        const bare = attached.bare.current ? { no_preview: true } : {};
        const whole = {
          ...outgoing,
          ...answer,
          ...bare,
          ...place,
          ...(first.length > 0 ? { attachments: first } : {}),
        };
        const all = [whole, ...others.map((attachments) => ({ text: "", attachments, ...place }))];
        if (at !== undefined && albums.flat().some((one) => one.upload !== undefined && one.file === undefined)) {
          toast(t`Дождитесь, пока файлы загрузятся, и запланируйте ещё раз.`);
          return;
        }
        if (at === undefined) for (const one of all) client.sendMessage(actor, chat, one);
        else orToast(Promise.all(all.map((one) => client.scheduleMessage(actor, chat, one, at))).then(onLater));
        attached.clear();
      }
      clear();
      clearTimeout(timer.current);
      if (topic === undefined) client.setDraft(actor, chat, null);
      if (!edit && how.at === undefined) onSent();
      editor.current?.focus();
    },
    [client, actor, chat, topic, edit, reply, clear, onSent, onLater, attached],
  );

  return { editor, length, onChange, submit, clear };
}

function inAlbums(items: Attached): readonly Attached[] {
  const albums: Attached[] = [];
  for (let at = 0; at < items.length; at += MOST_ATTACHED) albums.push(items.slice(at, at + MOST_ATTACHED));
  return albums;
}
