/** Loading parts of the history into the window of a chat. */
import { type ChatState, WINDOW_LIMIT } from "./chat";
import { asVecheError } from "./errors";
import type { ChatId, ChatMessage, Message, MessageWindow, Seq } from "./model";
import { Run } from "./run";
import type { Link } from "./socket";
import type { Rows, Store } from "./store";

const PAGE = 50;
/** With fewer of the newest messages at hand, opening a chat asks for more. */
const ENOUGH = 30;
const END = Number.POSITIVE_INFINITY;

interface Page extends Rows {
  readonly messages: readonly Message[];
}

export interface HistoryHooks {
  /** Show the window now: somebody waits for it. */
  show(chat: ChatId): void;
  keep(chat: ChatId): void;
}

export class History {
  constructor(
    private readonly link: Link,
    private readonly store: Store,
    private readonly hooks: HistoryHooks,
  ) {}

  /** The newest messages, if there are too few of them. */
  async openNewest(state: ChatState): Promise<void> {
    this.leaveView(state);
    if (state.live.rows.length >= ENOUGH || state.live.from <= 1) this.hooks.show(state.id);
    else await this.older(state, state.live, "window");
  }

  /** Where reading stopped; with little unread that is the end. */
  async openUnread(state: ChatState, firstUnread: Seq): Promise<void> {
    const unread = state.seq - firstUnread + 1;
    if (unread <= ENOUGH || state.live.covers(firstUnread)) await this.openNewest(state);
    else await this.jump(state, firstUnread);
  }

  /** True if the message stands in the window afterwards. */
  async jump(state: ChatState, seq: Seq): Promise<boolean> {
    if (state.view?.covers(seq)) return state.view.get(seq) !== undefined;
    if (state.live.covers(seq)) {
      this.leaveView(state);
      this.hooks.show(state.id);
      return state.live.get(seq) !== undefined;
    }
    const head = state.seq;
    await this.load(state, "window", { around: seq, limit: 2 * PAGE }, (rows, page) => {
      const older = page.messages.filter((message) => message.seq < seq).length;
      const newer = page.messages.length - older;
      const from = older < PAGE ? 1 : (rows[0]?.seq ?? seq);
      const to = endOf(rows, newer < PAGE ? head : seq);
      const run = new Run(from, to);
      run.rows = rows;
      this.show(state, run);
      state.generation += 1;
    });
    return state.run.get(seq) !== undefined;
  }

  private leaveView(state: ChatState): void {
    state.journey += 1;
    state.loading = null;
    if (!state.view) return;
    state.view = null;
    state.generation += 1;
  }

  async loadOlder(state: ChatState): Promise<void> {
    if (state.loading || state.run.from <= 1) return;
    await this.older(state, state.run, "older");
  }

  /** More of the newest messages, while nobody looks. */
  lengthen(state: ChatState, limit: number): Promise<void> {
    return this.older(state, state.live, "older", limit);
  }

  async loadNewer(state: ChatState): Promise<void> {
    const run = state.view;
    if (state.loading || !run) return;
    const head = state.seq;
    await this.load(state, "newer", { after: run.to, limit: PAGE }, (rows, page) => {
      if (state.view !== run) return;
      run.append(rows, endOf(rows, page.messages.length < PAGE ? head : run.to));
      if (run.rows.length > WINDOW_LIMIT) run.trimOldest(WINDOW_LIMIT);
      this.show(state, run);
    });
  }

  private async older(state: ChatState, run: Run, kind: "older" | "window", limit = PAGE): Promise<void> {
    const before = run.from;
    await this.load(state, kind, { before, limit }, (rows, page) => {
      // The run may have lost its oldest part meanwhile, and then the page does not reach it.
      if ((run !== state.live && run !== state.view) || run.from !== before) return;
      run.prepend(rows, page.messages.length < limit ? 1 : (rows[0]?.seq ?? run.from));
      if (run.rows.length > WINDOW_LIMIT) this.turnBack(state, run);
    });
  }

  /** Too long: the newest end goes, so that reading on upwards is possible. */
  private turnBack(state: ChatState, run: Run): void {
    if (run === state.live) {
      const view = new Run(run.from, END);
      view.rows = run.rows;
      view.trimNewest(WINDOW_LIMIT);
      state.view = view;
      run.trimOldest(200);
    } else run.trimNewest(WINDOW_LIMIT);
  }

  /** A part that reaches what we have of the end becomes one with it. */
  private show(state: ChatState, run: Run): void {
    const { live } = state;
    if (run.to < live.from - 1) {
      state.view = run;
      return;
    }
    const rows = run.rows.filter((row) => row.seq < live.from);
    if (rows.length + live.rows.length > WINDOW_LIMIT && run.to < state.seq) {
      state.view = run;
      return;
    }
    live.prepend(rows, run.from);
    if (live.rows.length > WINDOW_LIMIT) live.trimOldest(WINDOW_LIMIT);
    state.view = null;
  }

  private async load(
    state: ChatState,
    kind: NonNullable<MessageWindow["loading"]>,
    ask: { before?: Seq; after?: Seq; around?: Seq; limit: number },
    take: (rows: ChatMessage[], page: Page) => void,
  ): Promise<void> {
    // A jump makes whatever else is on its way worthless.
    if (kind === "window") state.journey += 1;
    const { journey } = state;
    state.loading = kind;
    state.error = undefined;
    state.beginLoad();
    this.hooks.show(state.id);
    try {
      const page = await this.link.request("history", { chat: state.id, ...ask });
      if (this.store.chats.get(state.id) !== state || state.journey !== journey) return;
      take(state.freshest(this.store.rowsOf(state, page)), page);
      this.hooks.keep(state.id);
    } catch (thrown) {
      if (state.journey === journey) state.error = asVecheError(thrown).trouble;
      throw thrown;
    } finally {
      if (state.journey === journey) state.loading = null;
      state.endLoad();
      this.hooks.show(state.id);
    }
  }
}

/** The place up to which a page knows everything: its last message, or further if the server had no more. */
function endOf(rows: readonly ChatMessage[], atLeast: Seq): Seq {
  return Math.max(rows.at(-1)?.seq ?? 0, atLeast);
}
