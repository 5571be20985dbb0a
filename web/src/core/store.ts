/** The state of the client and how events change it. No input or output: what is missing is noted and fetched by `sync`. */

import { type CardFields, ChatState, cardFields, mineOf, rowOf, type Seat } from "./chat";
import type { SyncedActor } from "./commands";
import type { MessageEvent } from "./events";
import type {
  Actor,
  ActorId,
  Chat,
  ChatId,
  ChatMessage,
  Hat,
  Me,
  Message,
  MyReactions,
  MyVote,
  MyVotes,
  Seq,
  Session,
  Version,
} from "./model";
import { Space } from "./space";

const TYPING_MS = 6000;

export interface StoreHooks {
  /** Something of this chat changed: its line in the list, and with `window` also its messages. */
  chatTouched(chat: ChatId, window: boolean): void;
  /** The lists have other chats, or their order moves. `own`: by an act of mine, so show it at once. */
  listsTouched(own: boolean): void;
  actorTouched(actor: ActorId): void;
  sessionTouched(): void;
  /** Changes of this chat are missing. */
  chatHole(chat: ChatId): void;
  actorHole(actor: ActorId): void;
  /** Drafts and folders of a hat that came with `sync`. */
  ownSynced(part: SyncedActor): void;
  /** Must be written to the local database, with `rows` also its newest messages; or deleted from it. */
  keep(chat: ChatId, rows: boolean): void;
  dropped(chat: ChatId): void;
}

/** Rows that were asked for, with what my hats reacted and voted. */
export interface Rows {
  readonly messages?: readonly Message[];
  readonly my_reactions?: MyReactions;
  readonly my_votes?: MyVotes;
}

export class Store {
  session: Session = { status: "starting" };
  readonly chats = new Map<ChatId, ChatState>();
  readonly actors = new Map<ActorId, Actor>();
  /** Per hat: how far its own space is known. */
  readonly spaces = new Map<ActorId, Space>();
  /** Hats whose memberships are all here; an empty list of such a hat is empty indeed. */
  readonly listed = new Set<ActorId>();
  /** Memberships that ended, with the version at which they did. */
  private readonly ended = new Map<string, Version>();
  /** Versions of chats that were told before we had the chat. */
  private readonly strays = new Map<ChatId, Version>();
  /** What to add to this device's clock to get the server's. */
  clockOffset = 0;

  constructor(private readonly hooks: StoreHooks) {}

  get me(): Me | undefined {
    return this.session.status === "signed_in" ? this.session.me : undefined;
  }

  /** Whom I may act as now. */
  hats: ReadonlySet<ActorId> = new Set();

  // -- session

  signIn(me: Me, hats: readonly Hat[]): void {
    const before = this.hats;
    this.session = { status: "signed_in", me, hats };
    const now = new Set(hats.map((hat) => hat.id));
    this.hats = now;
    for (const hat of hats) {
      this.putActor(hat);
      const space = this.spaces.get(hat.id) ?? new Space(0);
      space.hint(hat.version);
      this.spaces.set(hat.id, space);
    }
    for (const hat of before) if (!now.has(hat)) this.dropHat(hat);
    this.hooks.sessionTouched();
    for (const hat of hats) if (this.isBehind(hat.id)) this.hooks.actorHole(hat.id);
  }

  signOut(reason?: string): void {
    this.session = reason === undefined ? { status: "signed_out" } : { status: "signed_out", reason };
    this.hats = new Set();
    this.chats.clear();
    this.actors.clear();
    this.spaces.clear();
    this.listed.clear();
    this.ended.clear();
    this.strays.clear();
    this.hooks.sessionTouched();
    this.hooks.listsTouched(true);
  }

  /** A post passed on: everything that was seen through it goes. */
  dropHat(hat: ActorId): void {
    this.spaces.delete(hat);
    this.listed.delete(hat);
    for (const chat of [...this.chats.values()]) this.unseat(chat, hat);
    this.hooks.listsTouched(true);
  }

  // -- actors

  putActor(given: Actor): void {
    const { id, kind, name, title, vacant, photo, deactivated, person } = given;
    const card: Actor = {
      id,
      kind,
      name,
      ...(title ? { title } : {}),
      ...(vacant ? { vacant } : {}),
      ...(photo === undefined ? {} : { photo }),
      ...(deactivated ? { deactivated } : {}),
      ...(person === undefined ? {} : { person }),
    };
    this.actors.set(id, card);
    this.hooks.actorTouched(id);
  }

  // -- chats and memberships

  /** A chat as somebody told it, with or without the membership of one of my hats. Returns the state if we are in it. */
  putChat(chat: Chat, spaceVersion?: Version): ChatState | undefined {
    let state = this.chats.get(chat.id);
    const isNew = state === undefined;
    const membership = chat.membership;
    if (membership && !this.mayHave(chat.id, membership.actor, membership.version)) return state;
    if (!state) {
      if (!membership) {
        this.stray(chat.id, chat.version);
        return undefined;
      }
      state = new ChatState(chat);
      this.chats.set(chat.id, state);
      this.hooks.listsTouched(true);
      const stray = this.strays.get(chat.id);
      this.strays.delete(chat.id);
      if (stray !== undefined) state.space.hint(stray);
    } else {
      this.freshen(state, chat, spaceVersion);
    }
    if (membership) this.seat(state, chat);
    if (chat.last) this.putRow(state, chat.last);
    this.hooks.chatTouched(chat.id, isNew);
    this.hooks.keep(chat.id, isNew);
    if (state.space.hole) this.hooks.chatHole(chat.id);
    return state;
  }

  private freshen(state: ChatState, chat: Chat, spaceVersion: Version | undefined): void {
    if ((chat.changed ?? chat.version) >= state.changed) {
      const fields: CardFields = cardFields(chat);
      if (JSON.stringify(fields) !== JSON.stringify(state.card)) state.card = fields;
    }
    if (spaceVersion !== undefined) state.space.apply(spaceVersion);
    const bare = state.live.rows.length === 0 && !state.view && !state.tailOnDisk && state.extras.size === 0;
    if (bare && chat.version > state.space.known) {
      // Nothing is shown of it, so nothing needs to be repaired.
      state.space.reach(chat.version);
      state.seq = Math.max(state.seq, chat.seq);
      state.live.from = state.seq + 1;
      this.hooks.keep(state.id, true);
      if (chat.last && chat.last.seq < (state.last?.seq ?? 0)) state.last = undefined;
    } else {
      state.space.hint(chat.version);
      state.seq = Math.max(state.seq, chat.seq);
    }
  }

  private seat(state: ChatState, chat: Chat): void {
    const membership = chat.membership;
    if (!membership) return;
    const seat = state.seats.get(membership.actor);
    if (seat && seat.membership.version > membership.version) return;
    const unsaid = state.unsaid.get(membership.actor) ?? 0;
    const read_seq = Math.max(membership.read_seq, unsaid, seat?.membership.read_seq ?? 0);
    const next: Seat = {
      membership: { ...membership, read_seq },
      ...(chat.peer === undefined ? {} : { peer: chat.peer }),
    };
    state.seats.set(membership.actor, next);
    const before = seat?.membership;
    if (!before || before.archived !== membership.archived || before.pinned_at !== membership.pinned_at) {
      this.hooks.listsTouched(true);
    }
  }

  private mayHave(chat: ChatId, actor: ActorId, version: Version): boolean {
    const ended = this.ended.get(`${actor}:${chat}`);
    return this.hats.has(actor) && (ended === undefined || ended < version);
  }

  membershipChanged(actor: ActorId, version: Version, chat: Chat): void {
    this.putChat(chat);
    this.spaceMoved(actor, version);
  }

  gone(actor: ActorId, version: Version, chat: ChatId): void {
    this.end(actor, version, chat);
    this.spaceMoved(actor, version);
  }

  private end(actor: ActorId, version: Version, chat: ChatId): void {
    const state = this.chats.get(chat);
    const seat = state?.seats.get(actor);
    if (seat && seat.membership.version > version) return;
    const place = `${actor}:${chat}`;
    this.ended.set(place, Math.max(version, this.ended.get(place) ?? 0));
    if (state) this.unseat(state, actor);
  }

  private unseat(state: ChatState, actor: ActorId): void {
    if (!state.seats.delete(actor)) return;
    this.hooks.listsTouched(true);
    this.hooks.chatTouched(state.id, false);
    if (state.seats.size > 0) {
      this.hooks.keep(state.id, false);
      return;
    }
    this.chats.delete(state.id);
    this.hooks.dropped(state.id);
    this.hooks.chatTouched(state.id, true);
  }

  spaceMoved(actor: ActorId, version: Version): void {
    const space = this.spaces.get(actor);
    if (!space) return;
    space.apply(version);
    if (space.hole) this.hooks.actorHole(actor);
  }

  /** What `sync` says about one hat. */
  actorSynced(part: SyncedActor): void {
    for (const chat of part.memberships ?? []) this.putChat(chat);
    for (const chat of part.gone ?? []) this.end(part.id, part.version, chat);
    for (const { chat, seqs } of part.hidden ?? []) this.hide(chat, part.id, seqs);
    this.hooks.ownSynced(part);
    this.spaces.get(part.id)?.reach(part.version);
    if (part.more || !this.spaces.has(part.id) || this.listed.has(part.id)) return;
    this.listed.add(part.id);
    this.hooks.listsTouched(true);
  }

  /** Whether something of the hat's own space is missing. */
  isBehind(actor: ActorId): boolean {
    const space = this.spaces.get(actor);
    return space !== undefined && (space.hole || !this.listed.has(actor));
  }

  /** Asked for by name, but no hat of mine is in it any more. `seats`: who was in it when we asked. */
  lostChat(chat: ChatId, asked: ReadonlyMap<ActorId, Version>): void {
    const state = this.chats.get(chat);
    if (!state) return;
    for (const [actor, seat] of [...state.seats]) {
      if (asked.get(actor) === seat.membership.version) this.unseat(state, actor);
    }
  }

  // -- messages

  /** The event of a new or changed message. */
  messageEvent(event: MessageEvent): void {
    const state = this.chats.get(event.chat);
    if (!state) {
      this.stray(event.chat, event.version);
      return;
    }
    const before = state.find(event.seq);
    let mine = mineOf(event, this.hats, before?.mine ?? []);
    const reacted = event.reacted;
    if (reacted && this.hats.has(reacted.actor)) {
      const others = mine.filter((emoji) => emoji !== reacted.emoji);
      mine = reacted.on ? [...others, reacted.emoji] : others;
    }
    state.typing.delete(event.sender);
    this.place(state, event, mine, before?.vote);
    state.space.apply(event.version);
    if (state.space.hole) this.hooks.chatHole(state.id);
  }

  putRows(state: ChatState, page: Rows): void {
    const { my_reactions: reactions, my_votes: votes } = page;
    for (const message of page.messages ?? [])
      this.place(state, message, reactions?.[message.seq] ?? [], votes?.[message.seq]);
  }

  rowsOf(state: ChatState, page: Rows): ChatMessage[] {
    const { my_reactions: reactions, my_votes: votes } = page;
    return (page.messages ?? []).map((message) =>
      this.rowOf(state, message, reactions?.[message.seq] ?? [], votes?.[message.seq]),
    );
  }

  private putRow(state: ChatState, message: Message): void {
    const before = state.find(message.seq);
    this.place(state, message, mineOf(message, this.hats, before?.mine ?? []), before?.vote);
  }

  private rowOf(state: ChatState, message: Message, mine: readonly string[], vote: MyVote | undefined): ChatMessage {
    return rowOf(message, mine, vote, state.keys.get(message.seq));
  }

  private place(state: ChatState, message: Message, mine: readonly string[], vote: MyVote | undefined): void {
    const newest = state.last;
    const shown = state.put(this.rowOf(state, message, mine, vote));
    // My own message counts as read by the hat that wrote it.
    const seat = state.seats.get(message.sender);
    if (seat && seat.membership.read_seq < message.seq && message.seq >= state.seq)
      this.readTo(state, message.sender, message.seq);
    if (state.last !== newest) this.hooks.listsTouched(false);
    state.trimLive();
    this.hooks.chatTouched(state.id, shown);
    this.hooks.keep(state.id, true);
  }

  /** One of my hats deleted messages for itself, here or on another device. */
  hidden(actor: ActorId, version: Version, chat: ChatId, seqs: readonly Seq[]): void {
    this.hide(chat, actor, seqs);
    this.spaceMoved(actor, version);
  }

  hide(chat: ChatId, actor: ActorId, seqs: readonly Seq[]): void {
    const state = this.chats.get(chat);
    if (!state || !this.hats.has(actor)) return;
    state.hide(seqs);
    this.hooks.chatTouched(chat, true);
    this.hooks.keep(chat, true);
  }

  private stray(chat: ChatId, version: Version): void {
    if (this.strays.size > 5000) this.strays.clear();
    this.strays.set(chat, Math.max(version, this.strays.get(chat) ?? 0));
  }

  // -- read marks and typing

  read(chat: ChatId, actor: ActorId, seq: Seq, version?: Version): void {
    const state = this.chats.get(chat);
    if (this.hats.has(actor)) {
      if (state) this.readTo(state, actor, seq, version);
      if (version !== undefined) this.spaceMoved(actor, version);
    } else if (state && seq > state.peersRead) {
      state.peersRead = seq;
      this.hooks.chatTouched(chat, false);
      this.hooks.keep(chat, false);
    }
  }

  /** Moves the read mark, which never goes back. */
  readTo(state: ChatState, actor: ActorId, seq: Seq, version = 0): void {
    const seat = state.seats.get(actor);
    if (!seat || (seat.membership.read_seq >= seq && seat.membership.version >= version)) return;
    const membership = {
      ...seat.membership,
      read_seq: Math.max(seat.membership.read_seq, seq),
      version: Math.max(seat.membership.version, version),
    };
    state.seats.set(actor, { ...seat, membership });
    this.hooks.chatTouched(state.id, false);
    this.hooks.keep(state.id, false);
  }

  typing(chat: ChatId, actor: ActorId, now: number): number | undefined {
    const state = this.chats.get(chat);
    if (!state || this.hats.has(actor)) return undefined;
    const until = now + TYPING_MS;
    if (!state.typing.has(actor)) this.hooks.chatTouched(chat, false);
    state.typing.set(actor, until);
    return until;
  }

  /** Forgets who stopped typing; true if somebody still types. */
  expireTyping(now: number): boolean {
    let left = false;
    for (const state of this.chats.values()) {
      for (const [actor, until] of state.typing) {
        if (until <= now) {
          state.typing.delete(actor);
          this.hooks.chatTouched(state.id, false);
        } else left = true;
      }
    }
    return left;
  }
}
