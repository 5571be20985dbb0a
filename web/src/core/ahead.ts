/**
 * Fetches what a day without a network needs before anybody asks for it: the newest messages of the newest chats. One
 * page at a time, only while nothing else is on its way, and never more than a part of what the server lets one read.
 */
import { type ChatState, TAIL_LIMIT } from "./chat";
import type { Core } from "./core";
import { asVecheError } from "./errors";

const PAGE = 100;
const PACE_MS = 1000;
/** Between chats that needed nothing of the server. */
const GAP_MS = 50;
/** A quarter of what one account may read within an hour, as servers come. */
const HOURLY = 15_000;
const HOUR_MS = 3_600_000;
const REFUSED_MS = 60_000;

export class Ahead {
  private running = false;
  private spent = 0;
  private since: number;

  constructor(private readonly core: Core) {
    this.since = core.parts.clock.now();
  }

  /** After each catching up: goes on where it stopped. */
  wake(): void {
    if (this.running) return;
    this.running = true;
    this.later(PACE_MS);
  }

  private later(ms: number): void {
    this.core.parts.clock.after(ms, () => void this.step());
  }

  private async step(): Promise<void> {
    const { core } = this;
    const { surroundings, tabs } = core.parts;
    const state = this.next();
    if (!state || surroundings.frugal() || core.link.status !== "online" || !(await tabs.lead(`ahead ${this.base}`))) {
      this.running = false;
      return;
    }
    let wait = this.breath();
    let pace = PACE_MS;
    if (wait === 0 && !core.sync.catchingUp && !core.link.busy) {
      try {
        if (!(await this.fetch(state))) pace = GAP_MS;
      } catch (thrown) {
        const { retryAfter } = asVecheError(thrown);
        // Nobody asked, so nobody is told.
        state.error = undefined;
        wait = retryAfter ? retryAfter * 1000 : REFUSED_MS;
      }
    }
    this.later(Math.max(wait, pace));
  }

  private get base(): string {
    return this.core.parts.account.base;
  }

  /** The newest chat that is not whole. What is on a screen loads its messages itself. */
  private next(): ChatState | undefined {
    const isFree = (state: ChatState) => isHere(state) || (state.open === 0 && state.threads.size === 0);
    return this.core.keeper.worthy().find((state) => !state.whole && !state.loading && isFree(state));
  }

  /** How long to wait until more may be read; 0: now. */
  private breath(): number {
    const now = this.core.parts.clock.now();
    if (now - this.since >= HOUR_MS) {
      this.since = now;
      this.spent = 0;
    }
    return this.spent + PAGE > HOURLY ? this.since + HOUR_MS - now : 0;
  }

  /** One page of this chat; false if nothing had to be asked. */
  private async fetch(state: ChatState): Promise<boolean> {
    const { core } = this;
    const before = this.spent;
    await core.keeper.readTail(state);
    if (state.card.topics && !state.topics) await this.topics(state);
    if (!isHere(state)) {
      this.spent += PAGE;
      await core.history.lengthen(state, Math.min(PAGE, TAIL_LIMIT - state.live.rows.length));
    }
    for (const { sender } of state.live.rows) if (!core.store.actors.has(sender)) core.fetcher.wantActor(sender);
    if (!isHere(state)) return true;
    state.whole = true;
    core.keeper.chat(state.id, true);
    await core.keeper.save();
    // Somebody may look at it by now, or something new came: then it stays as it is.
    const quiet = state.open === 0 && state.threads.size === 0 && !state.view && !state.loading;
    if (quiet && core.keeper.isClean(state.id)) state.putAway();
    return this.spent > before;
  }

  private async topics(state: ChatState): Promise<void> {
    const { topics } = await this.core.link.request("list_topics", { chat: state.id });
    state.topics = topics;
  }
}

/** All of it that may be kept. */
function isHere({ live, tailOnDisk }: ChatState): boolean {
  return !tailOnDisk && (live.from <= 1 || live.rows.length >= TAIL_LIMIT);
}
