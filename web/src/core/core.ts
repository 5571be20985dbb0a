/** The parts put together: what the server says goes into the store, and everything is shown in flushes. */

import type { Ahead } from "./ahead";
import type { VecheError } from "./errors";
import { ownError } from "./errors";
import type { ServerEvent, WelcomeEvent } from "./events";
import { Fetcher } from "./fetcher";
import { Flusher } from "./flush";
import { History } from "./history";
import { Keeper } from "./keeper";
import { Marks } from "./marks";
import type { ActorId, ChatId, Me } from "./model";
import { Own } from "./own";
import type { Parts, TimerId } from "./ports";
import { Sending } from "./sending";
import { Link } from "./socket";
import { Store } from "./store";
import { Sync } from "./sync";
import type { Threads } from "./thread";
import { Uploads } from "./uploads";
import { Views } from "./views";

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: VecheError) => void;
}

export class Core {
  readonly store: Store;
  readonly views: Views;
  readonly flusher: Flusher;
  readonly link: Link;
  readonly sync: Sync;
  readonly history: History;
  readonly sending: Sending;
  readonly keeper: Keeper;
  readonly fetcher: Fetcher;
  readonly marks: Marks;
  readonly own: Own;
  readonly listeners = new Set<(event: ServerEvent) => void>();
  readonly uploads: Uploads;
  private topics: Promise<Threads> | undefined;
  private ahead: Promise<Ahead> | undefined;
  private readonly waiters = new Set<Waiter>();
  private typingTimer: TimerId | null = null;
  /** While the session is being ended from here, its end is no news. */
  leaving = false;
  private unwatch: (() => void) | null = null;

  constructor(readonly parts: Parts) {
    const { clock, surroundings, vault } = parts;
    this.store = new Store({
      chatTouched: (chat, window) => {
        this.views.touchChat(chat, window);
        this.flusher.soon();
      },
      listsTouched: (own) => {
        this.views.touchLists(own);
        this.flusher.soon();
      },
      actorTouched: (actor) => {
        this.fetcher.gotActor(actor);
        this.keeper.actor(actor);
        this.flusher.soon();
      },
      sessionTouched: () => {
        this.keeper.soon();
        this.flusher.soon();
      },
      chatHole: (chat) => this.sync.chatHole(chat),
      actorHole: (actor) => this.sync.actorHole(actor),
      ownSynced: (part) => this.own.synced(part),
      keep: (chat, rows) => this.keeper.chat(chat, rows),
      dropped: (chat) => this.keeper.drop(chat),
    });
    this.link = new Link(parts, {
      event: (event) => this.heard(event),
      welcome: (event) => this.welcomed(event),
      signedOut: (reason) => void this.forget(reason),
      changed: () => this.flusher.soon(0),
    });
    this.sync = new Sync(parts, this.link, this.store, {
      chatReset: (state, hadMessages) => {
        this.views.touchChat(state.id, true);
        this.keeper.chat(state.id, true);
        if (hadMessages) this.history.openNewest(state).catch(() => undefined);
        for (const thread of state.threads.values()) void this.threads().then((threads) => threads.loadOlder(thread));
      },
      caughtUp: () => this.caughtUp(),
    });
    this.history = new History(this.link, this.store, {
      show: (chat) => {
        this.views.touchChat(chat, true);
        this.flusher.now();
      },
      keep: (chat) => this.keeper.chat(chat, true),
    });
    this.own = new Own(parts, this.link, this.store, {
      draftChanged: (chat) => {
        this.views.touchChat(chat, false);
        this.keeper.chat(chat, false);
        this.flusher.soon();
      },
      foldersChanged: () => {
        this.keeper.soon();
        this.flusher.soon(0);
      },
    });
    this.keeper = new Keeper(clock, vault, this.store, this.own, parts.account);
    this.fetcher = new Fetcher(parts, this.link, this.store, {
      messagesFetched: (chat) => {
        this.views.touchChat(chat, true);
        this.flusher.soon(0);
      },
    });
    this.marks = new Marks(parts, this.link, this.store);
    this.views = new Views(this.store, this.own, clock, {
      wantActor: (id) => this.fetcher.wantActor(id),
      wantMessage: (chat, seq) => this.fetcher.wantMessage(chat, seq),
      connection: () => ({
        status: this.link.status,
        ...(this.link.retryAt === undefined ? {} : { retry_at: this.link.retryAt }),
        catching_up: this.sync.catchingUp,
      }),
      again: (ms) => this.flusher.soon(ms),
    });
    this.flusher = new Flusher(clock, surroundings, () => this.views.publish());
    this.uploads = new Uploads(parts, (file) => this.link.request("get_file", { file }));
    this.sending = new Sending(this);
  }

  /** Fetches quietly what a day without a network needs. */
  goAhead(): void {
    if (this.link.status !== "online" || this.parts.surroundings.frugal()) return;
    this.ahead ??= import("./ahead").then(({ Ahead }) => new Ahead(this));
    this.ahead.then((ahead) => ahead.wake()).catch(() => undefined);
  }

  /** Topics and comments: what shows them comes with the first of them. */
  threads(): Promise<Threads> {
    this.topics ??= import("./thread").then(
      ({ Threads }) =>
        new Threads(this.link, this.store, (state) => {
          this.views.touchChat(state.id, true);
          this.flusher.now();
        }),
    );
    return this.topics;
  }

  // -- the life of a session

  async start(): Promise<void> {
    const kept = await this.keeper.restore();
    if (kept) await this.sending.takeOver();
    this.flusher.now();
    this.unwatch = this.parts.surroundings.watch(() => {
      if (!this.parts.surroundings.visible()) void this.keeper.save();
    });
    this.link.start();
  }

  async stop(): Promise<void> {
    this.unwatch?.();
    this.quiet();
    await this.keeper.save();
    this.parts.vault.close();
    this.flusher.stop();
  }

  private quiet(): void {
    this.link.stop();
    this.sync.stop();
    this.sending.stop();
    this.fetcher.reset();
    this.marks.reset();
    this.own.reset();
    if (this.typingTimer !== null) this.parts.clock.cancel(this.typingTimer);
    this.typingTimer = null;
  }

  private welcomed(event: WelcomeEvent): void {
    const { account } = this.parts;
    if (account.id === undefined) account.named(event.me);
    this.store.clockOffset = event.time - this.parts.clock.now();
    const before = this.store.me;
    if (before && before.id !== event.me.id) {
      // Somebody else signed in on this device: nothing of the first one stays.
      this.sending.stop();
      this.keeper.stop();
      this.store.signOut();
      this.own.forget();
      this.views.clear();
      void this.parts.vault.clear();
    }
    this.store.signIn({ ...(before?.id === event.me.id ? before : {}), ...event.me }, event.actors);
    for (const waiter of this.waiters) waiter.resolve();
    this.waiters.clear();
    this.sending.wake();
    this.fetcher.wake();
    this.marks.wake();
    this.own.wake();
    this.uploads.engine?.wake();
    void this.sending.takeOver();
    void this.sync.catchUp();
    this.flusher.now();
  }

  private caughtUp(): void {
    this.goAhead();
    for (const state of this.store.chats.values()) {
      if (state.open > 0 && !state.view && !state.loading && state.live.from > 1 && state.live.rows.length < 30) {
        this.history.openNewest(state).catch(() => undefined);
      }
    }
    this.flusher.soon(0);
  }

  /** Somebody signed in here; he may need a client of his own. */
  enter(me: Me): Promise<void> {
    const { account } = this.parts;
    if (account.door || (account.id !== undefined && account.id !== me.id)) return account.entered(me);
    account.named(me);
    return this.connect();
  }

  private async connect(): Promise<void> {
    const welcome = new Promise<void>((resolve, reject) => {
      this.waiters.add({ resolve, reject });
    });
    this.link.stop();
    this.link.start();
    await welcome;
  }

  /** The session is over: nothing stays on this device. */
  async forget(reason: string | undefined): Promise<void> {
    const { id } = this.parts.account;
    const name = this.store.me?.name ?? "";
    const had = this.store.session.status === "signed_in" && !this.leaving;
    this.quiet();
    this.keeper.stop();
    this.store.signOut(had ? reason : undefined);
    this.own.forget();
    this.views.clear();
    this.views.touchLists(true);
    for (const waiter of this.waiters) waiter.reject(ownError("signed_out"));
    this.waiters.clear();
    this.flusher.now();
    await this.uploads.forget();
    await this.parts.vault.clear();
    if (id !== undefined) await this.parts.account.ended(id, this.leaving, name);
  }

  // -- events

  private heard(event: ServerEvent): void {
    for (const listener of this.listeners) listener(event);
    switch (event.ev) {
      case "message":
        this.store.messageEvent(event);
        break;
      case "chat":
        this.store.putChat(event.chat, event.chat.version);
        break;
      case "membership":
        this.store.membershipChanged(event.actor, event.version, event.chat);
        break;
      case "gone":
        this.store.gone(event.actor, event.version, event.chat);
        break;
      case "read":
        this.store.read(event.chat, event.actor, event.seq, event.version);
        break;
      case "typing":
        this.heardTyping(event.chat, event.actor);
        break;
      case "hidden":
        this.store.hidden(event.actor, event.version, event.chat, event.seqs);
        break;
      case "draft":
        this.own.heardDraft(event.actor, event.draft, event.version);
        break;
      case "folders":
        this.own.setFolders(event.actor, event.folders, event.version);
        break;
      case "mention":
        this.own.called(event.actor, event.chat, event.seq);
        break;
      case "actor":
        this.store.putActor(event.card);
        break;
      case "me": {
        const session = this.store.session;
        if (session.status !== "signed_in") break;
        // The cards of the hats may have changed since they were told.
        const hats = session.hats.map((hat) => ({ ...(this.store.actors.get(hat.id) ?? hat), version: hat.version }));
        this.store.signIn({ ...session.me, ...event.me }, hats);
        break;
      }
      case "actors": {
        const me = this.store.me;
        if (me) this.store.signIn(me, event.actors);
        break;
      }
      case "file":
        this.uploads.engine?.heard(event.file);
        break;
      case "resync":
        void this.sync.catchUp();
        break;
      default:
        // `join_request` and whatever a newer server says: nothing is kept of it.
        break;
    }
  }

  private heardTyping(chat: ChatId, actor: ActorId): void {
    const now = this.parts.clock.now();
    if (this.store.typing(chat, actor, now) === undefined || this.typingTimer !== null) return;
    const look = (): void => {
      this.typingTimer = this.store.expireTyping(this.parts.clock.now()) ? this.parts.clock.after(1000, look) : null;
    };
    this.typingTimer = this.parts.clock.after(1000, look);
  }

  /** The field that says in whose name an act is done. */
  as(actor: ActorId): { as?: ActorId } {
    return actor === this.store.me?.id ? {} : { as: actor };
  }
}
