/** Messages on their way to the server: kept until the server answered, sent once and in order within each chat. */

import { type OutgoingAttachment, wireAttachment } from "./attachments";
import type { Ask, SentAnswer } from "./commands";
import { asVecheError, isPassing, ownError, type VecheError } from "./errors";
import type { ActorId, ChatId, Entity, Seq, Trouble } from "./model";
import type { Parts, TimerId } from "./ports";
import type { Link } from "./socket";
import type { Vault } from "./vault";

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;

/** A send as it is kept. */
export interface Outgoing {
  readonly cid: string;
  /** The order of sending, over all starts of the client. */
  readonly order: number;
  /** Whose it is: another person on this device must not send it. */
  readonly person: ActorId;
  /** The tab that sends it. */
  readonly tab: string;
  readonly actor: ActorId;
  readonly chat: ChatId;
  readonly at: number;
  readonly text: string;
  readonly entities?: readonly Entity[];
  readonly reply_to?: Seq;
  /** `bare`: without telling whose it was. */
  readonly forward?: { readonly chat: ChatId; readonly seq: Seq; readonly bare?: boolean };
  readonly attachments?: readonly OutgoingAttachment[];
  readonly silent?: boolean;
  readonly urgent?: boolean;
  readonly no_preview?: boolean;
  readonly topic?: number;
  readonly failed?: Trouble;
  /** The request as it goes out: the service worker sends it when no page is open (sw/sending.ts). */
  readonly wire?: WireSend;
}

type SendName = "send_message" | "forward_message" | "forward_messages";
type WireSend = { [Name in SendName]: { readonly name: Name; readonly fields: Ask<Name> } }[SendName];

export interface OutboxHooks {
  sent(item: Outgoing, answer: SentAnswer): void;
  failed(item: Outgoing): void;
}

interface Lane {
  readonly items: Outgoing[];
  running: boolean;
  timer: TimerId | null;
  tries: number;
}

export class Outbox {
  private readonly lanes = new Map<ChatId, Lane>();
  private readonly failures = new Map<string, Outgoing>();
  private lastOrder = 0;
  private round = 0;

  constructor(
    private readonly parts: Parts,
    private readonly link: Link,
    private readonly vault: Vault,
    private readonly hooks: OutboxHooks,
  ) {}

  /** The next place in the order; also rises when the clock steps back. */
  nextOrder(): number {
    this.lastOrder = Math.max(this.lastOrder + 1, this.parts.clock.now() * 1000);
    return this.lastOrder;
  }

  /** Takes a new message, or one that an earlier run of the client left. */
  add(item: Outgoing, keep: boolean): void {
    if (keep) void this.vault.putOutgoing({ ...item, wire: wireOf(item) });
    if (this.link.status !== "online") this.parts.wakeLater();
    this.lastOrder = Math.max(this.lastOrder, item.order);
    if (item.failed) {
      this.failures.set(item.cid, item);
      return;
    }
    const lane = this.lane(item.chat);
    const at = lane.items.findIndex((other) => other.order > item.order);
    // What is being sent stays first: it may have arrived already.
    if (at < 0) lane.items.push(item);
    else lane.items.splice(lane.running ? Math.max(at, 1) : at, 0, item);
    void this.run(item.chat, lane);
  }

  /** Tries a failed message again, after everything that waits. Returns it as it is now. */
  retry(cid: string): Outgoing | undefined {
    const failed = this.failures.get(cid);
    if (!failed) return undefined;
    this.failures.delete(cid);
    const { failed: _, ...plain } = failed;
    const item: Outgoing = { ...plain, order: this.nextOrder(), at: this.parts.clock.now() };
    this.add(item, true);
    return item;
  }

  failed(cid: string): Outgoing | undefined {
    return this.failures.get(cid);
  }

  /** Takes a message back. Not possible while its answer is awaited. */
  discard(cid: string): Outgoing | undefined {
    const failed = this.failures.get(cid);
    if (failed) {
      this.failures.delete(cid);
      void this.vault.deleteOutgoing(cid);
      return failed;
    }
    for (const lane of this.lanes.values()) {
      const at = lane.items.findIndex((item) => item.cid === cid);
      const item = lane.items[at];
      if (!item || (at === 0 && lane.running)) continue;
      lane.items.splice(at, 1);
      void this.vault.deleteOutgoing(cid);
      return item;
    }
    return undefined;
  }

  /** The connection is there: everything that waits may go. */
  wake(): void {
    for (const [chat, lane] of this.lanes) {
      lane.tries = 0;
      if (lane.timer !== null) this.parts.clock.cancel(lane.timer);
      lane.timer = null;
      void this.run(chat, lane);
    }
  }

  stop(): void {
    this.round += 1;
    for (const lane of this.lanes.values()) if (lane.timer !== null) this.parts.clock.cancel(lane.timer);
    this.lanes.clear();
    this.failures.clear();
  }

  private lane(chat: ChatId): Lane {
    let lane = this.lanes.get(chat);
    if (!lane) {
      lane = { items: [], running: false, timer: null, tries: 0 };
      this.lanes.set(chat, lane);
    }
    return lane;
  }

  /** One after the other: the next goes when the one before was answered, so that the order holds whatever breaks. */
  private async run(chat: ChatId, lane: Lane): Promise<void> {
    if (lane.running || lane.timer !== null) return;
    lane.running = true;
    const { round } = this;
    while (lane.items[0] && this.link.status === "online") {
      const item = lane.items[0];
      try {
        const answer = await this.send(item);
        if (round !== this.round) return;
        lane.tries = 0;
        this.hooks.sent(item, answer);
      } catch (thrown) {
        if (round !== this.round) return;
        const error = asVecheError(thrown);
        if (isPassing(error)) {
          this.waitFor(chat, lane, error);
          break;
        }
        const failed = { ...item, failed: error.trouble };
        this.failures.set(item.cid, failed);
        void this.vault.putOutgoing(failed);
        lane.items.shift();
        this.hooks.failed(failed);
        continue;
      }
      lane.items.shift();
      void this.vault.deleteOutgoing(item.cid);
    }
    lane.running = false;
  }

  private waitFor(chat: ChatId, lane: Lane, error: VecheError): void {
    if (this.link.status !== "online") return;
    const wait = error.retryAfter
      ? error.retryAfter * 1000
      : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** lane.tries) * (0.5 + this.parts.random());
    lane.tries += 1;
    lane.timer = this.parts.clock.after(wait, () => {
      lane.timer = null;
      void this.run(chat, lane);
    });
  }

  private async send(item: Outgoing): Promise<SentAnswer> {
    const wire = wireOf(item);
    if (wire.name !== "forward_messages") return this.link.request(wire.name, wire.fields);
    const [sent] = (await this.link.request(wire.name, wire.fields)).sent;
    if (!sent) throw ownError("bad_answer");
    return sent;
  }
}

function wireOf(item: Outgoing): WireSend {
  const place = { chat: item.chat, cid: item.cid, ...(item.actor === item.person ? {} : { as: item.actor }) };
  if (item.forward) {
    const { chat: from_chat, seq, bare } = item.forward;
    if (bare) return { name: "forward_messages", fields: { ...place, from_chat, seqs: [seq], without_author: true } };
    return { name: "forward_message", fields: { ...place, from_chat, seq } };
  }
  return {
    name: "send_message",
    fields: {
      ...place,
      text: item.text,
      ...(item.entities?.length ? { entities: item.entities } : {}),
      ...(item.reply_to === undefined ? {} : { reply_to: item.reply_to }),
      ...(item.attachments ? { attachments: item.attachments.map(wireAttachment) } : {}),
      ...(item.silent ? { silent: true } : {}),
      ...(item.urgent ? { urgent: true } : {}),
      ...(item.no_preview ? { no_preview: true } : {}),
      ...(item.topic ? { topic: item.topic } : {}),
    },
  };
}
