/** What follows the person to all devices: drafts, folders, and where somebody was called by name. */
import type { ChatState } from "./chat";
import type { SyncedActor } from "./commands";
import { asVecheError, isPassing } from "./errors";
import type { ActorId, ChatId, Draft, Folder, Seq, Version, WireDraft } from "./model";
import type { Parts, TimerId } from "./ports";
import type { Link } from "./socket";
import type { Store } from "./store";

/** Writing goes on: the server hears of it in a pause. */
const SAY_DRAFT_MS = 1500;
const NO_FOLDERS: readonly Folder[] = [];
const NOWHERE: readonly Seq[] = [];

export interface OwnHooks {
  draftChanged(chat: ChatId): void;
  foldersChanged(): void;
}

export class Own {
  private readonly folders = new Map<ActorId, readonly Folder[]>();
  /** "actor:chat" → messages that call the actor, ascending. */
  private readonly calls = new Map<string, readonly Seq[]>();
  private readonly waiting = new Set<ChatState>();
  private timer: TimerId | null = null;

  constructor(
    private readonly parts: Parts,
    private readonly link: Link,
    private readonly store: Store,
    private readonly hooks: OwnHooks,
  ) {}

  // -- drafts

  draft(state: ChatState | undefined, actor: ActorId): Draft | undefined {
    const draft = state?.drafts.get(actor);
    return draft && (draft.text !== "" || draft.reply_to !== undefined) ? draft : undefined;
  }

  setDraft(state: ChatState, actor: ActorId, given: Omit<Draft, "at"> | null): void {
    const next = given ?? { text: "" };
    const before = state.drafts.get(actor);
    if (sameDraft(before ?? { text: "" }, next)) return;
    state.drafts.set(actor, { ...next, at: this.now(), unsaid: true });
    this.hooks.draftChanged(state.id);
    this.waiting.add(state);
    this.soon(next.text === "" ? 0 : SAY_DRAFT_MS);
  }

  /** The later word counts, whichever device it comes from. */
  heardDraft(actor: ActorId, draft: WireDraft, version?: Version): void {
    const state = this.store.chats.get(draft.chat);
    const before = state?.drafts.get(actor);
    const { chat: _, text = "", ...rest } = draft;
    const next: Draft = { ...rest, text };
    const known = before !== undefined && !before.unsaid && sameDraft(before, next);
    if (state && !known && !(before && before.at > draft.at)) {
      state.drafts.set(actor, sameDraft(before ?? { text: "" }, next) ? next : { ...next, elsewhere: true });
      this.hooks.draftChanged(state.id);
    }
    this.moved(actor, version);
  }

  private moved(actor: ActorId, version: Version | undefined): void {
    if (version !== undefined) this.store.spaceMoved(actor, version);
  }

  private soon(within: number): void {
    if (this.timer !== null) {
      if (within > 0) return;
      this.parts.clock.cancel(this.timer);
    }
    this.timer = this.parts.clock.after(within, () => {
      this.timer = null;
      const states = [...this.waiting];
      this.waiting.clear();
      for (const state of states) for (const [actor, draft] of state.drafts) void this.say(state, actor, draft);
    });
  }

  private async say(state: ChatState, actor: ActorId, draft: Draft): Promise<void> {
    if (!draft.unsaid || this.link.status !== "online" || !state.seats.has(actor)) return;
    const { text, entities, reply_to, at } = draft;
    try {
      const answer = await this.link.request("set_draft", {
        chat: state.id,
        text,
        at: Math.max(0, at),
        ...(entities?.length ? { entities } : {}),
        ...(reply_to === undefined ? {} : { reply_to }),
        ...this.as(actor),
      });
      if (state.drafts.get(actor) !== draft) return;
      const { unsaid: _, ...said } = draft;
      state.drafts.set(actor, { ...said, at: Math.min(at, answer.draft.at) });
      this.heardDraft(actor, answer.draft);
    } catch (thrown) {
      // Without a connection the next welcome says it; what the server does not want stays on this device.
      if (!isPassing(asVecheError(thrown)) && state.drafts.get(actor) === draft) {
        const { unsaid: _, ...said } = draft;
        state.drafts.set(actor, said);
      }
    }
  }

  // -- folders

  foldersOf(actor: ActorId): readonly Folder[] {
    return this.folders.get(actor) ?? NO_FOLDERS;
  }

  setFolders(actor: ActorId, folders: readonly Folder[], version?: Version): void {
    this.folders.set(actor, folders);
    this.hooks.foldersChanged();
    this.moved(actor, version);
  }

  keptFolders(): readonly (readonly [ActorId, readonly Folder[]])[] {
    return [...this.folders];
  }

  synced(part: SyncedActor): void {
    for (const draft of part.drafts ?? []) this.heardDraft(part.id, draft);
    if (part.folders) this.setFolders(part.id, part.folders);
  }

  // -- calls by name

  callsIn(actor: ActorId, chat: ChatId, read: Seq): readonly Seq[] {
    const place = `${actor}:${chat}`;
    const all = this.calls.get(place);
    if (!all) return NOWHERE;
    if ((all[0] ?? 0) > read) return all;
    const left = all.filter((seq) => seq > read);
    if (left.length > 0) this.calls.set(place, left);
    else this.calls.delete(place);
    return this.calls.get(place) ?? NOWHERE;
  }

  called(actor: ActorId, chat: ChatId, seq: Seq): void {
    const place = `${actor}:${chat}`;
    const before = this.calls.get(place) ?? NOWHERE;
    if (before.includes(seq)) return;
    this.calls.set(
      place,
      [...before, seq].sort((one, other) => one - other),
    );
    this.hooks.draftChanged(chat);
  }

  /** After each connection: drafts that could not be said, calls that came meanwhile. */
  wake(): void {
    for (const state of this.store.chats.values()) {
      if ([...state.drafts.values()].some((draft) => draft.unsaid)) this.waiting.add(state);
    }
    if (this.waiting.size > 0) this.soon(0);
    for (const hat of this.store.hats) void this.fetchCalls(hat);
  }

  private async fetchCalls(actor: ActorId): Promise<void> {
    try {
      const { mentions } = await this.link.request("list_mentions", this.as(actor));
      for (const { chat, seqs } of mentions) for (const seq of seqs) this.called(actor, chat, seq);
    } catch {
      // They come with the next connection.
    }
  }

  reset(): void {
    if (this.timer !== null) this.parts.clock.cancel(this.timer);
    this.timer = null;
    this.waiting.clear();
  }

  forget(): void {
    this.reset();
    this.folders.clear();
    this.calls.clear();
  }

  /** The server's time: of two devices the one with the wrong clock must not win. */
  private now(): number {
    return this.parts.clock.now() + this.store.clockOffset;
  }

  private as(actor: ActorId): { as?: ActorId } {
    return actor === this.store.me?.id ? {} : { as: actor };
  }
}

function sameDraft(one: Omit<Draft, "at">, other: Omit<Draft, "at">): boolean {
  return (
    one.text === other.text &&
    one.reply_to === other.reply_to &&
    JSON.stringify(one.entities ?? []) === JSON.stringify(other.entities ?? [])
  );
}
