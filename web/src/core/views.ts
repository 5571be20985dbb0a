/** What the screen reads. Every answer stays the same object until a flush in which something in it changed. */
import type { Reader } from "./api";
import { type ChatState, same } from "./chat";
import type {
  ActorId,
  ChatCard,
  ChatId,
  ChatList,
  ChatMessage,
  ChatRow,
  ConnectionState,
  MessageWindow,
  Seq,
  UnreadCount,
} from "./model";
import type { Own } from "./own";
import type { Clock } from "./ports";
import type { Store } from "./store";

/** The order of the list moves at most this often, so that rows do not jump under the finger. */
export const ORDER_MS = 1000;
const NOBODY: readonly ActorId[] = [];
const NOTHING: UnreadCount = { messages: 0, chats: 0 };

export interface ViewHooks {
  /** A card that is not known or was kept from an earlier run. */
  wantActor(id: ActorId): void;
  wantMessage(chat: ChatState, seq: Seq): void;
  connection(): ConnectionState;
  /** Flush again within so many milliseconds. */
  again(ms: number): void;
}

export class Views {
  private readonly windows = new Map<ChatId, MessageWindow>();
  private readonly threads = new Map<ChatId, Map<number, MessageWindow>>();
  private readonly rows = new Map<string, ChatRow>();
  private readonly cards = new Map<ChatId, ChatCard>();
  private readonly lists = new Map<string, ChatList>();
  private readonly unreads = new Map<ActorId, UnreadCount>();
  private connection: ConnectionState = { status: "offline", catching_up: false };

  private readonly staleRows = new Set<ChatId>();
  private readonly staleWindows = new Set<ChatId>();
  private staleLists: "no" | "order" | "now" = "no";
  private orderedAt = 0;

  constructor(
    private readonly store: Store,
    private readonly own: Own,
    private readonly clock: Clock,
    private readonly hooks: ViewHooks,
  ) {}

  touchChat(chat: ChatId, window: boolean): void {
    this.staleRows.add(chat);
    if (window) this.staleWindows.add(chat);
  }

  touchLists(now: boolean): void {
    if (now) this.staleLists = "now";
    else if (this.staleLists === "no") this.staleLists = "order";
  }

  /** Lets readers see what changed; what did not change keeps its object. */
  publish(): void {
    for (const chat of this.staleWindows) {
      this.windows.delete(chat);
      this.threads.delete(chat);
    }
    this.staleWindows.clear();
    if (this.staleRows.size > 0) this.unreads.clear();
    for (const chat of this.staleRows) {
      this.cards.delete(chat);
      const state = this.store.chats.get(chat);
      for (const actor of this.store.hats) {
        const place = `${actor}:${chat}`;
        if (!state?.seats.has(actor)) this.rows.delete(place);
        else if (this.rows.has(place)) this.rows.set(place, this.makeRow(state, actor));
      }
    }
    this.staleRows.clear();
    this.publishLists();
    const connection = this.hooks.connection();
    const before = this.connection;
    if (
      connection.status !== before.status ||
      connection.catching_up !== before.catching_up ||
      connection.retry_at !== before.retry_at
    ) {
      this.connection = connection;
    }
  }

  private publishLists(): void {
    if (this.staleLists === "no") return;
    const now = this.clock.now();
    const wait = this.orderedAt + ORDER_MS - now;
    if (this.staleLists === "order" && wait > 0 && wait <= ORDER_MS) {
      this.hooks.again(wait);
      return;
    }
    this.orderedAt = now;
    this.staleLists = "no";
    this.unreads.clear();
    for (const [place, list] of this.lists) {
      const next = this.makeList(list.actor, list.archived);
      if (next.complete !== list.complete || !same(next.ids, list.ids)) this.lists.set(place, next);
    }
  }

  clear(): void {
    this.windows.clear();
    this.threads.clear();
    this.rows.clear();
    this.cards.clear();
    this.lists.clear();
    this.unreads.clear();
  }

  readonly reader: Reader = {
    session: () => this.store.session,
    connection: () => this.connection,
    actor: (id) => {
      this.hooks.wantActor(id);
      const card = this.store.actors.get(id);
      if (card?.person === undefined) return card;
      this.hooks.wantActor(card.person);
      return this.store.actors.get(card.person) ?? card;
    },
    chatList: (actor, archived = false) =>
      cached(this.lists, `${actor}:${archived}`, () => this.makeList(actor, archived)),
    chatRow: (actor, chat) => {
      const place = `${actor}:${chat}`;
      const known = this.rows.get(place);
      if (known) return known;
      const state = this.store.chats.get(chat);
      if (!state?.seats.has(actor)) return undefined;
      return cached(this.rows, place, () => this.makeRow(state, actor));
    },
    chat: (chat) => {
      const known = this.cards.get(chat);
      if (known) return known;
      const state = this.store.chats.get(chat);
      return state && this.cardOf(state);
    },
    membership: (actor, chat) => this.store.chats.get(chat)?.seats.get(actor)?.membership,
    messages: (chat) => cached(this.windows, chat, () => this.makeWindow(chat)),
    thread: (chat, topic) =>
      cached(
        cached(this.threads, chat, () => new Map<number, MessageWindow>()),
        topic,
        () => this.store.chats.get(chat)?.threads.get(topic)?.window() ?? unknownWindow(chat),
      ),
    message: (chat, seq) => {
      const state = this.store.chats.get(chat);
      if (!state) return null;
      if (state.hidden.has(seq)) return null;
      const found = state.run.get(seq) ?? state.live.get(seq) ?? state.extras.get(seq);
      if (found === undefined) this.hooks.wantMessage(state, seq);
      return found;
    },
    typing: (chat) => {
      const state = this.store.chats.get(chat);
      if (!state || state.typing.size === 0) return NOBODY;
      const [actor] = state.seats.keys();
      return actor === undefined ? NOBODY : (this.reader.chatRow(actor, chat)?.typing ?? NOBODY);
    },
    draft: (actor, chat) => this.own.draft(this.store.chats.get(chat), actor),
    folders: (actor) => this.own.foldersOf(actor),
    mentions: (actor, chat) =>
      this.own.callsIn(actor, chat, this.store.chats.get(chat)?.seats.get(actor)?.membership.read_seq ?? 0),
    unread: (actor) => cached(this.unreads, actor, () => this.countUnread(actor)),
  };

  private cardOf(state: ChatState): ChatCard {
    return cached(this.cards, state.id, () => ({
      ...state.card,
      about: state.card.about ?? "",
      version: state.space.known,
      seq: state.seq,
      hats: [...state.seats.keys()],
      peers_read_seq: state.peersRead,
    }));
  }

  private makeRow(state: ChatState, actor: ActorId): ChatRow {
    const seat = state.seats.get(actor);
    if (!seat) throw new Error("a row needs a seat");
    const { membership, peer } = seat;
    const before = this.rows.get(`${actor}:${state.id}`);
    const typing = state.typing.size === 0 ? NOBODY : [...state.typing.keys()];
    const last = lastOf(state);
    const draft = this.own.draft(state, actor);
    const row: ChatRow = {
      id: state.id,
      actor,
      chat: this.cardOf(state),
      membership,
      ...(peer === undefined ? {} : { peer }),
      ...(last ? { last } : {}),
      unread: Math.max(0, state.seq - membership.read_seq),
      muted: (membership.muted_until ?? 0) > this.clock.now() + this.store.clockOffset,
      mentions: this.own.callsIn(actor, state.id, membership.read_seq).length,
      typing: before && same(before.typing, typing) ? before.typing : typing,
      ...(draft ? { draft } : {}),
      failed: state.pending.filter((item) => item.message.state === "failed" && item.message.sender === actor).length,
    };
    return row;
  }

  private makeList(actor: ActorId, archived: boolean): ChatList {
    const found: { id: ChatId; pinned: number; at: number }[] = [];
    for (const state of this.store.chats.values()) {
      const membership = state.seats.get(actor)?.membership;
      if (!membership || state.card.comments_of || (membership.archived ?? false) !== archived) continue;
      const at = lastOf(state)?.at ?? state.card.last_at ?? 0;
      found.push({ id: state.id, pinned: membership.pinned_at ?? 0, at });
    }
    found.sort((left, right) => right.pinned - left.pinned || right.at - left.at || right.id - left.id);
    return {
      actor,
      archived,
      ids: found.map((item) => item.id),
      complete: this.store.listed.has(actor),
    };
  }

  private makeWindow(chat: ChatId): MessageWindow {
    const state = this.store.chats.get(chat);
    if (!state) return unknownWindow(chat);
    const run = state.run;
    const pending = state.view ? [] : state.pending.map((item) => item.message);
    const items: readonly ChatMessage[] = pending.length > 0 ? [...run.rows, ...pending] : run.rows.slice();
    const hasOlder = run.from > 1;
    return {
      chat,
      items,
      hasOlder,
      hasNewer: state.view !== null,
      loading: state.loading,
      empty: items.length > 0 ? "no" : hasOlder ? "unknown" : "yes",
      ...(state.error ? { error: state.error } : {}),
      generation: state.generation,
    };
  }

  private countUnread(actor: ActorId): UnreadCount {
    let messages = 0;
    let chats = 0;
    const now = this.clock.now() + this.store.clockOffset;
    for (const state of this.store.chats.values()) {
      const membership = state.seats.get(actor)?.membership;
      if (!membership || membership.archived || state.card.comments_of || (membership.muted_until ?? 0) > now) continue;
      const unread = Math.max(0, state.seq - membership.read_seq);
      if (unread > 0) {
        messages += unread;
        chats += 1;
      }
    }
    return messages === 0 ? NOTHING : { messages, chats };
  }
}

function unknownWindow(chat: ChatId): MessageWindow {
  return { chat, items: [], hasOlder: false, hasNewer: false, loading: null, empty: "unknown", generation: 0 };
}

function lastOf(state: ChatState): ChatMessage | undefined {
  return state.pending.at(-1)?.message ?? state.last;
}

function cached<Key, Value>(cache: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make();
  cache.set(key, made);
  return made;
}
