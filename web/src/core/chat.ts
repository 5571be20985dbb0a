/** What the client knows of one chat. Plain state and the rules by which rows of messages come together; no input, no output. */
import type { Answer } from "./commands";
import type {
  ActorId,
  Chat,
  ChatId,
  ChatMessage,
  Draft,
  Membership,
  Message,
  MessageWindow,
  MyVote,
  Seq,
  Trouble,
  Version,
} from "./model";
import { Run } from "./run";
import { Space } from "./space";
import type { Thread } from "./thread";

export const WINDOW_LIMIT = 2000;
/** How many of the newest messages are kept of a chat that nobody looks at, in memory and on disk. */
export const TAIL_LIMIT = 200;
/** Of so many chats they are kept on disk. */
export const TAILS_LIMIT = 200;
const TRIM_STEP = 200;
const PASSED_LIMIT = 1000;
const EXTRAS_LIMIT = 300;

/** The chat as one hat sees it. */
export interface Seat {
  readonly membership: Membership;
  readonly peer?: ActorId;
}

export type CardFields = Omit<Chat, "membership" | "peer" | "last" | "seq" | "version">;

/** A message that is on its way from this device. */
export interface Pending {
  readonly cid: string;
  readonly message: ChatMessage;
}

export class ChatState {
  readonly id: ChatId;
  card: CardFields;
  seq: Seq;
  readonly space: Space;
  readonly seats = new Map<ActorId, Seat>();
  last: ChatMessage | undefined;
  peersRead: Seq = 0;
  /** Ends at the newest message; may be empty while nothing of the chat was asked for. */
  live: Run;
  /** A part of the history elsewhere, when somebody has jumped there. */
  view: Run | null = null;
  /** Topics and comments that are on a screen. */
  readonly threads = new Map<number, Thread>();
  /** Single messages outside the runs (quoted ones). null: the server has none. */
  readonly extras = new Map<Seq, ChatMessage | null>();
  /** Messages that one of my hats deleted for itself. */
  readonly hidden = new Set<Seq>();
  readonly pending: Pending[] = [];
  readonly typing = new Map<ActorId, number>();
  readonly drafts = new Map<ActorId, Draft>();
  /** Client-given ids of messages that went out from here, so that their list keys stay. */
  readonly keys = new Map<Seq, string>();
  /** Read marks that the server was not told yet. */
  readonly unsaid = new Map<ActorId, Seq>();
  /** Of a group that has topics, as they were told last. */
  topics: Answer<"list_topics">["topics"] | undefined;
  loading: MessageWindow["loading"] = null;
  error: Trouble | undefined;
  generation = 0;
  /** Counts jumps begun, so that what an earlier one brings is dropped. */
  journey = 0;
  /** How many screens show it. */
  open = 0;
  /** The newest messages stand on disk and were not read yet. */
  tailOnDisk = false;
  /** As much of it as may be kept is kept: nothing to fetch ahead. */
  whole = false;
  private loads = 0;
  /** States of rows outside the runs that went by while older history was on its way, which may bring an older state of them. */
  private readonly passed = new Map<Seq, ChatMessage>();

  constructor(chat: Chat) {
    this.id = chat.id;
    this.card = cardFields(chat);
    this.seq = chat.seq;
    this.space = new Space(chat.version);
    this.live = new Run(chat.seq + 1, Number.POSITIVE_INFINITY);
  }

  get run(): Run {
    return this.view ?? this.live;
  }

  get changed(): Version {
    return this.card.changed ?? 0;
  }

  /** The newest state we have of a message, wherever it stands. */
  find(seq: Seq): ChatMessage | undefined {
    return (
      this.live.get(seq) ??
      this.view?.get(seq) ??
      this.extras.get(seq) ??
      this.passed.get(seq) ??
      (this.last?.seq === seq ? this.last : undefined) ??
      this.inThread(seq)
    );
  }

  private inThread(seq: Seq): ChatMessage | undefined {
    for (const thread of this.threads.values()) {
      const found = thread.rows.find((row) => row.seq === seq);
      if (found) return found;
    }
    return undefined;
  }

  /** Takes a state of a message from wherever it came; an older state than ours is ignored. True if the window changes by it. */
  put(given: ChatMessage): boolean {
    if (this.hidden.has(given.seq)) return false;
    const known = this.find(given.seq);
    if (known && known.version > given.version) return false;
    const row =
      known &&
      known.version === given.version &&
      known.key === given.key &&
      same(known.mine, given.mine) &&
      sameVote(known.vote, given.vote)
        ? known
        : given;
    let shown = false;
    let held = false;
    for (const run of this.view ? [this.live, this.view] : [this.live]) {
      if (!run.covers(row.seq)) continue;
      held = true;
      if (run.get(row.seq) === row) continue;
      run.put(row);
      shown ||= run === this.run;
    }
    if (!held && (this.loads > 0 || this.tailOnDisk)) this.keepPassed(row);
    if (this.extras.has(row.seq)) this.extras.set(row.seq, row);
    for (const thread of this.threads.values()) if (thread.put(row)) shown = true;
    if (row.seq > this.seq) this.seq = row.seq;
    if (!this.last || row.seq >= this.last.seq) this.last = row;
    return shown;
  }

  /** The server took a message of ours. Until its event comes, what we sent stands in its place, as older than anything. */
  acknowledge(cid: string, answer: { seq: Seq; version: Version; at: number }, sent: ChatMessage): void {
    const { seq, version, at } = answer;
    if (this.keys.size >= WINDOW_LIMIT) this.keys.clear();
    this.keys.set(seq, cid);
    const known = this.live.get(seq);
    if (known) this.put({ ...known, key: cid, cid });
    else if (version > this.space.known && this.live.covers(seq) && !this.hidden.has(seq)) {
      const { error: _error, ...plain } = sent;
      this.put({ ...plain, seq, at, version: 0, key: cid, cid, state: "sent" });
    }
  }

  private keepPassed(row: ChatMessage): void {
    this.passed.set(row.seq, row);
    if (this.passed.size > PASSED_LIMIT && this.loads === 0) {
      // The rows on disk are too old to be worth it.
      this.tailOnDisk = false;
      this.whole = false;
      this.passed.clear();
    }
  }

  /** Rows of the history answer, each in its newest known state. */
  freshest(rows: readonly ChatMessage[]): ChatMessage[] {
    const seen = rows.filter((row) => !this.hidden.has(row.seq));
    return seen.map((row) => {
      const known = this.find(row.seq);
      return known && known.version >= row.version ? known : row;
    });
  }

  beginLoad(): void {
    this.loads += 1;
  }

  endLoad(): void {
    this.loads -= 1;
    if (this.loads === 0 && !this.tailOnDisk) this.passed.clear();
  }

  passedRows(): ChatMessage[] {
    return [...this.passed.values()];
  }

  tailRead(): void {
    this.tailOnDisk = false;
    if (this.loads === 0) this.passed.clear();
  }

  addExtra(seq: Seq, row: ChatMessage | null): void {
    if (this.extras.size >= EXTRAS_LIMIT) {
      const oldest = this.extras.keys().next().value;
      if (oldest !== undefined) this.extras.delete(oldest);
    }
    this.extras.set(seq, row);
  }

  hide(seqs: readonly Seq[]): void {
    for (const thread of this.threads.values()) thread.remove(seqs);
    for (const seq of seqs) {
      this.hidden.add(seq);
      if (seq > this.seq) this.seq = seq;
      this.live.remove(seq);
      this.view?.remove(seq);
      this.passed.delete(seq);
      if (this.extras.has(seq)) this.extras.set(seq, null);
      if (this.last?.seq === seq) this.last = this.live.rows.at(-1);
    }
  }

  /** Too much was missed: start again from the chat as it is now. */
  reset(chat: Chat): void {
    const later = this.live.rows.filter((row) => row.seq > chat.seq);
    this.live = new Run(chat.seq + 1, Number.POSITIVE_INFINITY);
    this.live.rows = later;
    this.view = null;
    this.extras.clear();
    this.passed.clear();
    for (const thread of this.threads.values()) thread.empty();
    this.tailOnDisk = false;
    this.whole = false;
    this.generation += 1;
    this.journey += 1;
    this.loading = null;
    this.seq = Math.max(this.seq, chat.seq);
    if (later.length === 0) this.last = undefined;
    this.space.reach(chat.version);
  }

  /** Keeps a chat that only grows within its bounds; in steps, so that the list does not move with every message. */
  trimLive(): void {
    const { length } = this.live.rows;
    if (this.open > 0 && !this.view) {
      if (length > WINDOW_LIMIT) this.live.trimOldest(WINDOW_LIMIT - TRIM_STEP);
    } else if (length > TAIL_LIMIT + TRIM_STEP) this.live.trimOldest(TAIL_LIMIT);
  }

  /** What is written on disk need not be held here as well. Only of a chat that nobody looks at. */
  putAway(): void {
    this.live = new Run(this.seq + 1, Number.POSITIVE_INFINITY);
    this.tailOnDisk = true;
  }

  /** Nobody looks at it any more: keep only the newest. */
  rest(): void {
    this.view = null;
    this.extras.clear();
    this.live.trimOldest(TAIL_LIMIT);
    this.error = undefined;
  }
}

export function cardFields(chat: Chat): CardFields {
  const { membership: _m, peer: _p, last: _l, seq: _s, version: _v, ...fields } = chat;
  return fields;
}

/** The row that is shown for a message of the server. */
export function rowOf(
  message: Message,
  mine: readonly string[],
  vote: MyVote | undefined,
  cid: string | undefined,
): ChatMessage {
  const { ev: _ev, reacted: _reacted, ...plain } = message as Message & { ev?: string; reacted?: unknown };
  return {
    ...plain,
    text: plain.text ?? "",
    key: cid ?? String(plain.seq),
    state: "sent",
    mine,
    ...(vote ? { vote } : {}),
    ...(cid === undefined ? {} : { cid }),
  };
}

/**
 * Which of my hats' emoji stand under the message. The server names the last few who reacted; beyond those the earlier
 * knowledge holds.
 */
export function mineOf(message: Message, hats: ReadonlySet<ActorId>, before: readonly string[]): readonly string[] {
  const mine: string[] = [];
  for (const reaction of message.reactions ?? []) {
    const recent = reaction.recent ?? [];
    const named = recent.some((actor) => hats.has(actor));
    if (named || (recent.length < reaction.count && before.includes(reaction.emoji))) mine.push(reaction.emoji);
  }
  return same(mine, before) ? before : mine;
}

function sameVote(left: MyVote | undefined, right: MyVote | undefined): boolean {
  return left?.right === right?.right && same(left?.options ?? [], right?.options ?? []);
}

export function same<T>(left: readonly T[], right: readonly T[]): boolean {
  return left.length === right.length && left.every((item, index) => item === right[index]);
}
