/** Cards of actors and single messages that a screen asked for: collected for a moment, fetched in one request. */
import type { ChatState } from "./chat";
import type { ActorId, ChatId, Seq } from "./model";
import type { Parts, TimerId } from "./ports";
import type { Link } from "./socket";
import type { Store } from "./store";

const COLLECT_MS = 15;
const BATCH = 100;

export interface FetcherHooks {
  messagesFetched(chat: ChatId): void;
}

export class Fetcher {
  private readonly actors = new Set<ActorId>();
  /** Asked for in this run; what was kept from an earlier one is asked for once again, in case it changed. */
  private readonly asked = new Set<ActorId>();
  private readonly messages = new Map<ChatState, Set<Seq>>();
  private timer: TimerId | null = null;

  constructor(
    private readonly parts: Parts,
    private readonly link: Link,
    private readonly store: Store,
    private readonly hooks: FetcherHooks,
  ) {}

  wantActor(id: ActorId): void {
    if (this.asked.has(id) || id <= 0) return;
    this.asked.add(id);
    this.actors.add(id);
    this.soon();
  }

  /** The server told the card by itself. */
  gotActor(id: ActorId): void {
    this.asked.add(id);
    this.actors.delete(id);
  }

  wantMessage(chat: ChatState, seq: Seq): void {
    let wanted = this.messages.get(chat);
    if (!wanted) {
      wanted = new Set();
      this.messages.set(chat, wanted);
    }
    if (wanted.has(seq)) return;
    wanted.add(seq);
    this.soon();
  }

  /** After a new connection: what could not be fetched is tried again. */
  wake(): void {
    if (this.actors.size > 0 || this.messages.size > 0) this.soon();
  }

  reset(): void {
    this.actors.clear();
    this.asked.clear();
    this.messages.clear();
    if (this.timer !== null) this.parts.clock.cancel(this.timer);
    this.timer = null;
  }

  private soon(): void {
    this.timer ??= this.parts.clock.after(COLLECT_MS, () => {
      this.timer = null;
      if (this.link.status !== "online") return;
      void this.fetchActors();
      void this.fetchMessages();
    });
  }

  private async fetchActors(): Promise<void> {
    while (this.actors.size > 0) {
      const ids = [...this.actors].slice(0, BATCH);
      for (const id of ids) this.actors.delete(id);
      try {
        const answer = await this.link.request("get_actors", { ids });
        for (const card of answer.actors) this.store.putActor(card);
      } catch {
        // Asked again by the next reader, or with the next connection.
        for (const id of ids) if (!this.store.actors.has(id)) this.asked.delete(id);
        return;
      }
    }
  }

  private async fetchMessages(): Promise<void> {
    const wanted = [...this.messages];
    this.messages.clear();
    for (const [state, seqs] of wanted) {
      if (this.store.chats.get(state.id) !== state) continue;
      const some = [...seqs].slice(-BATCH);
      state.beginLoad();
      try {
        const page = await this.link.request("get_messages", { chat: state.id, seqs: some });
        const rows = state.freshest(this.store.rowsOf(state, page));
        const found = new Map(rows.map((row) => [row.seq, row]));
        for (const seq of some) state.addExtra(seq, found.get(seq) ?? null);
        this.hooks.messagesFetched(state.id);
      } catch {
        // The next reader asks again.
      } finally {
        state.endLoad();
      }
    }
  }
}
