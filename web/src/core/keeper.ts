/** Writes what changed to the local database now and then, and brings it back at the start. */
import { ChatState, TAIL_LIMIT, TAILS_LIMIT } from "./chat";
import { overlay } from "./database";
import type { ActorId, Chat, ChatId } from "./model";
import type { Own } from "./own";
import type { Account, Clock, TimerId } from "./ports";
import { Run } from "./run";
import { Space } from "./space";
import type { Store } from "./store";
import type { ChatToKeep, KeptChat, Tail, Vault } from "./vault";

const SAVE_MS = 1000;
/** While many chats are busy at once, writing gives way to showing. */
const BUSY_SAVE_MS = 5000;
const BUSY_CHATS = 10;

export class Keeper {
  /** What changed; true: also in the newest messages. */
  private readonly chats = new Map<ChatId, boolean>();
  private pause = SAVE_MS;
  private readonly dropped = new Set<ChatId>();
  private readonly actors = new Set<ActorId>();
  private timer: TimerId | null = null;
  private working: Promise<void> = Promise.resolve();
  private readonly reading = new Map<ChatId, Promise<void>>();

  constructor(
    private readonly clock: Clock,
    private readonly vault: Vault,
    private readonly store: Store,
    private readonly own: Own,
    private readonly account: Account,
  ) {}

  chat(id: ChatId, rows: boolean): void {
    this.chats.set(id, rows || (this.chats.get(id) ?? false));
    this.dropped.delete(id);
    this.soon();
  }

  drop(id: ChatId): void {
    this.chats.delete(id);
    this.dropped.add(id);
    this.soon();
  }

  actor(id: ActorId): void {
    this.actors.add(id);
    this.soon();
  }

  /** Whether all that happened in this chat is written. */
  isClean(id: ChatId): boolean {
    return !this.chats.has(id);
  }

  /** The chats whose newest messages are kept, newest first. */
  worthy(): ChatState[] {
    const states = [...this.store.chats.values()];
    states.sort((left, right) => (right.last?.at ?? 0) - (left.last?.at ?? 0));
    return states.slice(0, TAILS_LIMIT);
  }

  soon(): void {
    this.timer ??= this.clock.after(this.pause, () => void this.save());
  }

  /** Writes at once, one write after the other. */
  save(): Promise<void> {
    if (this.timer !== null) this.clock.cancel(this.timer);
    this.timer = null;
    this.working = this.working.then(() => this.write());
    return this.working;
  }

  /** Forgets what was to be written. */
  stop(): void {
    if (this.timer !== null) this.clock.cancel(this.timer);
    this.timer = null;
    this.chats.clear();
    this.dropped.clear();
    this.actors.clear();
    this.reading.clear();
  }

  private async write(): Promise<void> {
    const session = this.store.session;
    if (session.status !== "signed_in") return;
    const changed = [...this.chats];
    this.pause = changed.length > BUSY_CHATS ? BUSY_SAVE_MS : SAVE_MS;
    const dropped = [...this.dropped];
    const actors = [...this.actors];
    this.chats.clear();
    this.dropped.clear();
    this.actors.clear();
    const worthy = new Set(changed.length > 0 ? this.worthy().map((state) => state.id) : []);
    const chats: ChatToKeep[] = [];
    for (const [id, rows] of changed) {
      const state = this.store.chats.get(id);
      if (!state) continue;
      if (!worthy.has(id)) state.whole = false;
      const tail = worthy.has(id) ? (rows ? tailOf(state) : undefined) : null;
      chats.push({ chat: keptOf(state), tail });
    }
    const saved = await this.vault.save({
      state: {
        me: session.me,
        hats: session.hats,
        folders: this.own.keptFolders(),
        spaces: [...this.store.spaces].flatMap(([actor, space]) =>
          this.store.listed.has(actor) ? [[actor, space.known] as const] : [],
        ),
      },
      chats,
      dropped,
      actors: actors.flatMap((id) => this.store.actors.get(id) ?? []),
    });
    if (saved) return;
    // Another tab knows more; this one writes when it has caught up.
    for (const [id, rows] of changed) if (this.store.chats.has(id)) this.chat(id, rows);
    for (const id of dropped) this.dropped.add(id);
  }

  /** Fills the store with what is kept; false if there is nothing. */
  async restore(): Promise<boolean> {
    const kept = await this.vault.load();
    if (!kept) return false;
    const { id } = this.account;
    if (id === undefined) this.account.named(kept.state.me);
    else if (id !== kept.state.me.id) {
      // Left by somebody else: nothing of it is for this account.
      await this.vault.clear();
      return false;
    }
    for (const actor of kept.actors) this.store.actors.set(actor.id, actor);
    for (const [actor, version] of kept.state.spaces) {
      this.store.spaces.set(actor, new Space(version));
      this.store.listed.add(actor);
    }
    for (const [actor, folders] of kept.state.folders ?? []) this.own.setFolders(actor, folders);
    for (const record of kept.chats) this.store.chats.set(record.id, stateOf(record));
    this.store.signIn(kept.state.me, kept.state.hats);
    return true;
  }

  /** Brings the kept messages of a chat into its window, once. */
  readTail(state: ChatState): Promise<void> {
    if (!state.tailOnDisk) return Promise.resolve();
    let reading = this.reading.get(state.id);
    if (!reading) {
      reading = this.vault.tail(state.id).then((tail) => {
        this.reading.delete(state.id);
        // It may be unusable by now: the chat was begun anew meanwhile.
        if (!state.tailOnDisk) return;
        if (tail) layTail(state, tail);
        state.tailRead();
      });
      this.reading.set(state.id, reading);
    }
    return reading;
  }
}

function keptOf(state: ChatState): KeptChat {
  return {
    id: state.id,
    card: state.card,
    seq: state.seq,
    version: state.space.known,
    seats: [...state.seats],
    ...(state.last ? { last: state.last } : {}),
    peersRead: state.peersRead,
    unsaid: [...state.unsaid],
    drafts: [...state.drafts],
    ...(state.topics ? { topics: state.topics } : {}),
    whole: state.whole,
    tail: false,
  };
}

function stateOf(record: KeptChat): ChatState {
  const state = new ChatState({ ...record.card, seq: record.seq, version: record.version } as Chat);
  state.last = record.last;
  state.peersRead = record.peersRead;
  for (const [actor, seat] of record.seats) state.seats.set(actor, seat);
  for (const [actor, seq] of record.unsaid) state.unsaid.set(actor, seq);
  for (const [actor, draft] of record.drafts) state.drafts.set(actor, draft);
  state.tailOnDisk = record.tail;
  state.whole = record.tail && record.whole === true;
  state.topics = record.topics;
  return state;
}

/** The newest rows that may be kept. Rows ahead of a hole are kept too: their version tells that they are newer. */
function tailOf(state: ChatState): Tail & { readonly partial: boolean } {
  const rows = state.live.rows;
  const extra = Math.max(0, rows.length - TAIL_LIMIT);
  const newest = extra > 0 ? rows.slice(extra) : rows.slice();
  const from = extra > 0 ? (newest[0]?.seq ?? state.live.from) : state.live.from;
  const passed = state.tailOnDisk ? state.passedRows() : [];
  return {
    id: state.id,
    from,
    rows: [...passed, ...newest],
    hidden: [...state.hidden].slice(-1000),
    partial: state.tailOnDisk,
  };
}

function layTail(state: ChatState, kept: Tail): void {
  for (const seq of kept.hidden) state.hidden.add(seq);
  const fresh: Tail = {
    id: state.id,
    from: state.live.from,
    rows: [...state.passedRows(), ...state.live.rows],
    hidden: [],
  };
  const whole = overlay(kept, fresh, Number.POSITIVE_INFINITY);
  if (whole.from > state.live.from) return;
  const live = new Run(whole.from, Number.POSITIVE_INFINITY);
  live.rows = [...whole.rows];
  state.live = live;
}
