/** A part of a chat that is read by itself: a topic of a group, the comments under a post. Always ends at the newest. */
import type { ChatState } from "./chat";
import { asVecheError } from "./errors";
import type { ChatMessage, MessageWindow, Seq, Trouble } from "./model";
import type { Link } from "./socket";
import type { Store } from "./store";

const PAGE = 50;
/** A message further away than this many pages is not looked for. */
const FAR = 20;

export class Thread {
  rows: ChatMessage[] = [];
  /** Everything that stands here from this number on is known. */
  from: Seq;
  loading: MessageWindow["loading"] = null;
  error: Trouble | undefined;
  /** How many screens show it. */
  open = 0;

  constructor(
    readonly chat: ChatState,
    readonly topic: number,
  ) {
    // What is known of the whole chat is known of its parts, also without a network.
    this.rows = chat.live.rows.filter((row) => this.holds(row));
    this.from = chat.live.from;
  }

  get hasOlder(): boolean {
    return this.from > 1;
  }

  /** `topic` 0: what stands outside of all topics. */
  holds(message: ChatMessage): boolean {
    return (message.topic ?? 0) === this.topic;
  }

  /** A new or changed message of the chat; true if it stands here. */
  put(row: ChatMessage): boolean {
    if (!this.holds(row)) return false;
    const at = this.rows.findLastIndex((other) => other.seq <= row.seq);
    const known = this.rows[at];
    if (known?.seq === row.seq) this.rows[at] = row;
    else if (row.seq < this.from) return false;
    else this.rows.splice(at + 1, 0, row);
    return true;
  }

  /** Too much was missed: everything is to be asked for again. */
  empty(): void {
    this.rows = [];
    this.from = Number.POSITIVE_INFINITY;
  }

  remove(seqs: readonly Seq[]): void {
    const gone = new Set(seqs);
    this.rows = this.rows.filter((row) => !gone.has(row.seq));
  }

  window(): MessageWindow {
    const pending = this.chat.pending.map((item) => item.message).filter((message) => this.holds(message));
    const items = [...this.rows, ...pending];
    return {
      chat: this.chat.id,
      items,
      hasOlder: this.hasOlder,
      hasNewer: false,
      loading: this.loading,
      empty: items.length > 0 ? "no" : this.hasOlder ? "unknown" : "yes",
      ...(this.error ? { error: this.error } : {}),
      generation: 0,
    };
  }
}

export class Threads {
  constructor(
    private readonly link: Link,
    private readonly store: Store,
    private readonly show: (state: ChatState) => void,
  ) {}

  /** The topic of a chat that is on a screen; `chat` has been read from disk. */
  open(chat: ChatState, topic: number): Thread {
    const thread = chat.threads.get(topic) ?? new Thread(chat, topic);
    chat.threads.set(topic, thread);
    thread.open += 1;
    this.show(chat);
    return thread;
  }

  async loadOlder(thread: Thread): Promise<void> {
    if (thread.loading || !thread.hasOlder) return;
    const { chat, topic } = thread;
    const first = thread.rows[0]?.seq;
    thread.loading = first === undefined ? "window" : "older";
    thread.error = undefined;
    this.show(chat);
    chat.beginLoad();
    try {
      const before = Number.isFinite(thread.from) ? { before: thread.from } : {};
      const page = await this.link.request("history", { chat: chat.id, topic, limit: PAGE, ...before });
      const rows = chat.freshest(this.store.rowsOf(chat, page));
      const known = new Set(thread.rows.map((row) => row.seq));
      thread.rows = [...rows.filter((row) => !known.has(row.seq)), ...thread.rows];
      thread.from = page.messages.length < PAGE ? 1 : (rows[0]?.seq ?? thread.from);
    } catch (thrown) {
      thread.error = asVecheError(thrown).trouble;
    } finally {
      thread.loading = null;
      chat.endLoad();
      this.show(chat);
    }
  }

  /** True if the message stands in the thread afterwards. */
  async jump(thread: Thread, seq: Seq): Promise<boolean> {
    for (let pages = 0; pages < FAR; pages += 1) {
      if (thread.rows.some((row) => row.seq === seq)) return true;
      if (!thread.hasOlder || thread.error || (thread.rows[0]?.seq ?? Infinity) < seq) return false;
      await this.loadOlder(thread);
    }
    return false;
  }
}
