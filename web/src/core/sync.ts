/** Catching up: what is missing in the versions of chats and hats is asked for, and only that. */

import type { ChatState } from "./chat";
import type { SyncedChat, SyncPoint } from "./commands";
import { asVecheError, isPassing } from "./errors";
import type { ActorId, Chat, ChatId, Version } from "./model";
import type { Parts, TimerId } from "./ports";
import type { Link } from "./socket";
import type { Store } from "./store";

/** Frames of one commit may come in any order across processes: a moment before a hole is taken for real. */
const HOLE_MS = 40;
const AGAIN_MS = 3000;
const SYNC_CHATS = 500;
const PAGE = 100;
/** A chat that is further behind is begun anew from its newest messages. */
const PAGES_BEFORE_RESET = 4;

export interface SyncHooks {
  /** The chat was begun anew: whoever shows it loads it again. */
  chatReset(chat: ChatState, hadMessages: boolean): void;
  caughtUp(): void;
}

export class Sync {
  catchingUp = false;
  private round = 0;
  private readonly chatsToRepair = new Set<ChatId>();
  private readonly actorsToRepair = new Set<ActorId>();
  private readonly busy = new Set<ChatId>();
  private timer: TimerId | null = null;

  constructor(
    private readonly parts: Parts,
    private readonly link: Link,
    private readonly store: Store,
    private readonly hooks: SyncHooks,
  ) {}

  stop(): void {
    this.round += 1;
    this.catchingUp = false;
    this.chatsToRepair.clear();
    this.actorsToRepair.clear();
    if (this.timer !== null) this.parts.clock.cancel(this.timer);
    this.timer = null;
  }

  chatHole(chat: ChatId): void {
    this.chatsToRepair.add(chat);
    this.repairSoon(HOLE_MS);
  }

  actorHole(actor: ActorId): void {
    this.actorsToRepair.add(actor);
    this.repairSoon(HOLE_MS);
  }

  /** After every welcome and every `resync`. */
  async catchUp(): Promise<void> {
    this.stop();
    const round = this.round;
    this.catchingUp = true;
    try {
      await this.firstPages(round);
      await this.syncAll(round);
      if (round !== this.round) return;
      this.catchingUp = false;
      this.hooks.caughtUp();
      for (const chat of this.store.chats.values()) if (chat.space.hole) this.chatHole(chat.id);
      for (const actor of this.store.spaces.keys()) if (this.store.isBehind(actor)) this.actorHole(actor);
    } catch (thrown) {
      if (round !== this.round) return;
      this.catchingUp = false;
      this.hooks.caughtUp();
      // Without a connection the next welcome begins again; otherwise the server was busy.
      if (this.link.status === "online") {
        const wait = (asVecheError(thrown).retryAfter ?? AGAIN_MS / 1000) * 1000;
        this.timer = this.parts.clock.after(wait, () => void this.catchUp());
      }
    }
  }

  /** A hat whose list we have never seen: its newest chats first, so that there is something to look at. */
  private async firstPages(round: number): Promise<void> {
    for (const [actor, space] of [...this.store.spaces]) {
      if (space.known > 0 || this.store.listed.has(actor)) continue;
      const page = await this.link.request("list_chats", { actor, limit: 50 });
      if (round !== this.round) return;
      for (const chat of page.chats) this.store.putChat(chat);
    }
  }

  private async syncAll(round: number): Promise<void> {
    let actors = this.actorPoints([...this.store.spaces.keys()]);
    let chats = this.chatPoints();
    const behind: ChatState[] = [];
    while (actors.length > 0 || chats.length > 0) {
      const asked = chats.slice(0, SYNC_CHATS);
      const seats = new Map(asked.map(({ id }) => [id, this.seatVersions(id)]));
      const answer = await this.link.request("sync", { actors, chats: asked });
      if (round !== this.round) return;
      const again: SyncPoint[] = [];
      for (const part of answer.chats) {
        const state = this.store.chats.get(part.id);
        if (!state) continue;
        if (part.more && !part.messages?.length) again.push({ id: part.id, version: part.version });
        else {
          this.take(state, part);
          if (part.more) behind.push(state);
        }
      }
      for (const chat of answer.gone ?? []) this.store.lostChat(chat, seats.get(chat) ?? new Map());
      for (const part of answer.actors) this.store.actorSynced(part);
      actors = this.actorPoints(answer.actors.filter((part) => part.more).map((part) => part.id));
      chats = [...again, ...chats.slice(SYNC_CHATS)];
    }
    for (const state of behind) {
      await this.repairChat(state);
      if (round !== this.round) return;
    }
  }

  private actorPoints(actors: readonly ActorId[]): SyncPoint[] {
    return actors.map((id) => ({ id, version: this.store.spaces.get(id)?.known ?? 0 }));
  }

  /** What is on the screen first, then the newest. */
  private chatPoints(): SyncPoint[] {
    const states = [...this.store.chats.values()];
    states.sort((a, b) => b.open - a.open || (b.last?.at ?? 0) - (a.last?.at ?? 0));
    return states.map((state) => ({ id: state.id, version: state.space.known }));
  }

  private seatVersions(chat: ChatId): ReadonlyMap<ActorId, Version> {
    const seats = this.store.chats.get(chat)?.seats ?? new Map();
    return new Map([...seats].map(([actor, seat]) => [actor, seat.membership.version]));
  }

  private take(state: ChatState, part: Omit<SyncedChat, "id">): void {
    this.store.putRows(state, part);
    if (part.chat) this.store.putChat(part.chat);
    state.space.reach(part.version);
    state.seq = Math.max(state.seq, part.chat?.seq ?? 0);
  }

  // -- holes while connected

  private repairSoon(within: number): void {
    if (this.catchingUp || this.timer !== null) return;
    this.timer = this.parts.clock.after(within, () => {
      this.timer = null;
      void this.repair();
    });
  }

  private async repair(): Promise<void> {
    const chats = [...this.chatsToRepair];
    const actors = [...this.actorsToRepair].filter((actor) => this.store.isBehind(actor));
    this.chatsToRepair.clear();
    this.actorsToRepair.clear();
    const round = this.round;
    try {
      if (actors.length > 0) await this.repairActors(actors, round);
      for (const id of chats) {
        const state = this.store.chats.get(id);
        if (state?.space.hole && round === this.round) await this.repairChat(state);
      }
    } catch (thrown) {
      if (round !== this.round || this.link.status !== "online" || !isPassing(asVecheError(thrown))) return;
      for (const id of chats) this.chatsToRepair.add(id);
      for (const id of actors) this.actorsToRepair.add(id);
      this.repairSoon(AGAIN_MS);
    }
  }

  private async repairActors(actors: readonly ActorId[], round: number): Promise<void> {
    let points = this.actorPoints(actors);
    while (points.length > 0) {
      const fresh = points.filter((point) => point.version === 0);
      if (fresh.length > 0) await this.firstPages(round);
      const answer = await this.link.request("sync", { actors: points, chats: [] });
      if (round !== this.round) return;
      for (const part of answer.actors) this.store.actorSynced(part);
      points = this.actorPoints(answer.actors.filter((part) => part.more).map((part) => part.id));
    }
  }

  /** Asks for the difference of one chat; if that is too much, for its newest state. */
  private async repairChat(state: ChatState): Promise<void> {
    if (this.busy.has(state.id)) return;
    this.busy.add(state.id);
    const round = this.round;
    try {
      for (let page = 0; page < PAGES_BEFORE_RESET; page += 1) {
        const answer = await this.link.request("changes", { chat: state.id, since: state.space.known, limit: PAGE });
        if (round !== this.round) return;
        this.take(state, answer);
        if (!answer.more) return;
      }
      await this.beginAnew(state, round);
    } finally {
      this.busy.delete(state.id);
    }
  }

  private async beginAnew(state: ChatState, round: number): Promise<void> {
    const chat = await this.fetchChat(state);
    if (round !== this.round || !chat || this.store.chats.get(state.id) !== state) return;
    const hadMessages = state.live.rows.length > 0 || state.open > 0;
    state.reset(chat);
    this.store.putChat(chat);
    this.hooks.chatReset(state, hadMessages);
  }

  private async fetchChat(state: ChatState): Promise<Chat | undefined> {
    const [actor] = state.seats.keys();
    if (actor === undefined) return undefined;
    const as = actor === this.store.me?.id ? {} : { as: actor };
    const answer = await this.link.request("get_chat", { chat: state.id, ...as });
    return answer.chat;
  }
}
