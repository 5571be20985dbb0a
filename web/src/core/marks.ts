/** What is told to the server now and then: how far somebody has read, and that somebody types. */
import type { ChatState } from "./chat";
import { asVecheError, isPassing } from "./errors";
import type { ActorId, ChatId, Seq } from "./model";
import type { Parts, TimerId } from "./ports";
import type { Link } from "./socket";
import type { Store } from "./store";

const SAY_READ_MS = 400;
const SAY_TYPING_MS = 4000;

export class Marks {
  private timer: TimerId | null = null;
  private readonly waiting = new Set<ChatState>();
  private readonly typed = new Map<string, number>();

  constructor(
    private readonly parts: Parts,
    private readonly link: Link,
    private readonly store: Store,
  ) {}

  read(state: ChatState, actor: ActorId, seq: Seq): void {
    const upTo = Math.min(seq, state.seq);
    if ((state.unsaid.get(actor) ?? 0) >= upTo) return;
    const seat = state.seats.get(actor);
    if (!seat || seat.membership.read_seq >= upTo) return;
    this.store.readTo(state, actor, upTo);
    this.say(state, actor, upTo);
  }

  /** The mark stands on the screen already; the server has to learn it. */
  say(state: ChatState, actor: ActorId, seq: Seq): void {
    state.unsaid.set(actor, Math.max(seq, state.unsaid.get(actor) ?? 0));
    this.waiting.add(state);
    this.soon();
  }

  /** After a new connection: everything that could not be said. */
  wake(): void {
    for (const state of this.store.chats.values()) if (state.unsaid.size > 0) this.waiting.add(state);
    if (this.waiting.size > 0) this.soon();
  }

  reset(): void {
    if (this.timer !== null) this.parts.clock.cancel(this.timer);
    this.timer = null;
    this.waiting.clear();
    this.typed.clear();
  }

  private soon(): void {
    this.timer ??= this.parts.clock.after(SAY_READ_MS, () => {
      this.timer = null;
      const states = [...this.waiting];
      this.waiting.clear();
      for (const state of states) {
        for (const [actor, seq] of [...state.unsaid]) void this.sayRead(state, actor, seq);
      }
    });
  }

  private async sayRead(state: ChatState, actor: ActorId, seq: Seq): Promise<void> {
    if (this.link.status !== "online" || !state.seats.has(actor)) return;
    const as = actor === this.store.me?.id ? {} : { as: actor };
    try {
      await this.link.request("mark_read", { chat: state.id, seq, ...as });
    } catch (thrown) {
      if (isPassing(asVecheError(thrown))) return;
    }
    if (state.unsaid.get(actor) === seq) state.unsaid.delete(actor);
  }

  typing(actor: ActorId, chat: ChatId): void {
    const place = `${actor}:${chat}`;
    const now = this.parts.clock.now();
    if (this.link.status !== "online" || now - (this.typed.get(place) ?? 0) < SAY_TYPING_MS) return;
    this.typed.set(place, now);
    const as = actor === this.store.me?.id ? {} : { as: actor };
    this.link.request("typing", { chat, ...as }).catch(() => undefined);
  }

  /** What was typed went out: the next word is news again. */
  stoppedTyping(actor: ActorId, chat: ChatId): void {
    this.typed.delete(`${actor}:${chat}`);
  }
}
