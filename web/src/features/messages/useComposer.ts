import { useCallback, useEffect, useRef, useState } from "react";
import { useClient } from "../../common/client";
import type { Attached } from "../../common/media";
import { orToast } from "../../common/useAct";
import type { ActorId, ChatId, ChatMessage, Seq } from "../../core";
import type { EditorHandle } from "./Editor";
import { type Formatted, readMarkers, trimmed } from "./text/markers";

export const TEXT_LIMIT = 4000;
const DRAFT_MS = 400;
const NOTHING: Formatted = { text: "", entities: [] };

export interface Composing {
  reply?: Seq | undefined;
  edit?: ChatMessage | undefined;
}

interface About {
  actor: ActorId;
  chat: ChatId;
  composing: Composing;
  setComposing: (composing: Composing) => void;
  onSent: () => void;
  attached: { items: Attached; clear: () => void };
}

/** So many things one message carries at most; more of them go as several messages. */
const MOST_ATTACHED = 10;

/** What the composer does: drafts, sending, editing. */
export function useComposer({ actor, chat, composing, setComposing, onSent, attached }: About) {
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
    if (state.current.edit) return;
    const { text, entities } = content.current;
    const answer = state.current.reply;
    const empty = text.trim() === "" && answer === undefined;
    client.setDraft(actor, chat, empty ? null : { text, entities, ...(answer ? { reply_to: answer } : {}) });
  }, [client, actor, chat]);

  // What was begun here comes back, and what is begun now is kept when the reader goes away.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each chat
  useEffect(() => {
    const draft = client.read.draft(actor, chat);
    content.current = { text: draft?.text ?? "", entities: draft?.entities ?? [] };
    editor.current?.set(content.current);
    setLength(draft?.text.length ?? 0);
    setComposing({ reply: draft?.reply_to });
    return saveDraft;
  }, [actor, chat]);

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

  const submit = useCallback(() => {
    const message = trimmed(readMarkers(editor.current?.get() ?? NOTHING));
    const albums = edit ? [] : inAlbums(attached.items);
    if ((message.text === "" && albums.length === 0) || message.text.length > TEXT_LIMIT) return;
    const outgoing = { text: message.text, ...(message.entities.length > 0 ? { entities: message.entities } : {}) };
    if (edit) {
      orToast(client.editMessage(actor, chat, edit.seq, outgoing));
    } else {
      const [first = [], ...others] = albums;
      const answer = reply === undefined ? {} : { reply_to: reply };
      client.sendMessage(actor, chat, { ...outgoing, ...answer, ...(first.length > 0 ? { attachments: first } : {}) });
      for (const attachments of others) client.sendMessage(actor, chat, { text: "", attachments });
      attached.clear();
    }
    clear();
    clearTimeout(timer.current);
    client.setDraft(actor, chat, null);
    if (!edit) onSent();
    editor.current?.focus();
  }, [client, actor, chat, edit, reply, clear, onSent, attached]);

  return { editor, length, onChange, submit, clear };
}

function inAlbums(items: Attached): readonly Attached[] {
  const albums: Attached[] = [];
  for (let at = 0; at < items.length; at += MOST_ATTACHED) albums.push(items.slice(at, at + MOST_ATTACHED));
  return albums;
}
