/** Messages of mine, from the moment they are written: on the screen at once, in the outbox, then with a number. */
import type { OutgoingText } from "./api";
import { shownAttachment } from "./attachments";
import type { ChatState } from "./chat";
import type { SentAnswer } from "./commands";
import type { Core } from "./core";
import { asVecheError, VecheError } from "./errors";
import type { ActorId, ChatId, ChatMessage, Origin } from "./model";
import { Outbox, type Outgoing } from "./outbox";

export class Sending {
  private readonly outbox: Outbox;
  /** Messages whose files are not at the server yet. */
  private readonly waiting = new Map<string, Outgoing>();

  constructor(private readonly core: Core) {
    this.outbox = new Outbox(core.parts, core.link, core.parts.vault, {
      sent: (item, answer) => this.sent(item, answer),
      failed: (item) => this.failedToSend(item),
    });
  }

  /** Messages that an earlier start, or a tab that is no more, left unsent. */
  async takeOver(): Promise<void> {
    const me = this.core.store.me;
    if (!me) return;
    const { tabs, vault } = this.core.parts;
    const left = (await vault.outgoing()).filter((item) => item.person === me.id && item.tab !== tabs.id);
    if (left.length === 0) return;
    const mine = await tabs.takeOver([...new Set(left.map((item) => item.tab))]);
    if (this.core.store.me?.id !== me.id) return;
    for (const item of left) {
      const state = this.core.store.chats.get(item.chat);
      if (!mine.has(item.tab) || state?.pending.some((known) => known.cid === item.cid)) continue;
      // Read again: the tab that is gone may have had its answer just before.
      if (state) this.showPending(state, item);
      this.dispatch({ ...item, tab: tabs.id });
    }
    this.core.flusher.soon(0);
  }

  send(actor: ActorId, chat: ChatId, message: OutgoingText, forward?: Outgoing["forward"]): string {
    const state = this.core.store.chats.get(chat);
    const me = this.core.store.me;
    if (!state || !me) throw new VecheError("chat_not_found", "There is no such chat.");
    const item: Outgoing = {
      cid: this.core.parts.newId(),
      order: this.outbox.nextOrder(),
      person: me.id,
      tab: this.core.parts.tabs.id,
      actor,
      chat,
      at: this.core.parts.clock.now() + this.core.store.clockOffset,
      text: message.text,
      ...(message.entities?.length ? { entities: message.entities } : {}),
      ...(message.reply_to === undefined ? {} : { reply_to: message.reply_to }),
      ...(forward ? { forward } : {}),
      ...(message.attachments?.length ? { attachments: message.attachments } : {}),
      ...flagsOf(message),
    };
    this.showPending(state, item);
    if (state.view) this.core.history.openNewest(state).catch(() => undefined);
    this.core.marks.stoppedTyping(actor, chat);
    this.core.views.touchLists(true);
    this.dispatch(item);
    this.core.flusher.now();
    return item.cid;
  }

  /** Files go first; the words wait for them, and messages without files do not wait for those with. */
  private dispatch(item: Outgoing): void {
    const keys = unfinished(item);
    if (keys.length === 0 || item.failed) {
      this.outbox.add(item, true);
      return;
    }
    void this.core.parts.vault.putOutgoing(item);
    this.waiting.set(item.cid, item);
    void this.afterUploads(item, keys);
  }

  private async afterUploads(item: Outgoing, keys: readonly string[]): Promise<void> {
    let next: Outgoing;
    try {
      const cards = await (await this.core.uploads.load()).whenReady(keys);
      const attachments = (item.attachments ?? []).map((one) => {
        const file = cards.get(one.upload ?? "")?.id;
        return file === undefined ? one : { ...one, file };
      });
      next = { ...item, attachments };
    } catch (thrown) {
      next = { ...item, failed: asVecheError(thrown).trouble };
    }
    if (this.waiting.get(item.cid) !== item) return;
    this.waiting.delete(item.cid);
    this.outbox.add(next, true);
    if (next.failed) this.failedToSend(next);
  }

  private showPending(state: ChatState, item: Outgoing): void {
    state.pending.push({ cid: item.cid, message: this.pendingMessage(item) });
    this.core.views.touchChat(state.id, true);
  }

  private pendingMessage(item: Outgoing): ChatMessage {
    const source = item.forward && this.core.store.chats.get(item.forward.chat)?.find(item.forward.seq);
    const origin: Origin | undefined =
      source && !item.forward?.bare
        ? {
            chat: source.chat,
            seq: source.seq,
            actor: source.sender,
            name: this.core.store.actors.get(source.sender)?.name ?? "",
            at: source.at,
            ...source.origin,
          }
        : undefined;
    const entities = source ? source.entities : item.entities;
    const attachments = source ? source.attachments : item.attachments?.map(shownAttachment);
    return {
      chat: item.chat,
      seq: 0,
      version: 0,
      sender: item.actor,
      at: item.at,
      text: source ? source.text : item.text,
      ...(entities ? { entities } : {}),
      ...(item.reply_to === undefined ? {} : { reply_to: item.reply_to }),
      ...(origin ? { origin } : {}),
      ...(attachments ? { attachments } : {}),
      ...flagsOf(item),
      key: item.cid,
      cid: item.cid,
      state: item.failed ? "failed" : "pending",
      mine: [],
      ...(item.failed ? { error: item.failed } : {}),
    };
  }

  /** The server has it: the message on its way becomes the one with a number, in the same place of the list. */
  private sent(item: Outgoing, answer: SentAnswer): void {
    this.core.uploads.engine?.release((item.attachments ?? []).flatMap(({ upload }) => upload ?? []));
    const state = this.core.store.chats.get(item.chat);
    if (!state) return;
    const at = state.pending.findIndex((pending) => pending.cid === item.cid);
    const pending = at < 0 ? undefined : state.pending[at];
    if (at >= 0) state.pending.splice(at, 1);
    state.acknowledge(item.cid, answer, pending?.message ?? this.pendingMessage(item));
    state.space.hint(answer.version);
    if (state.space.hole) this.core.sync.chatHole(state.id);
    // Who writes has read what stands above.
    if (answer.seq >= state.seq) {
      this.core.store.readTo(state, item.actor, answer.seq);
      this.core.marks.say(state, item.actor, answer.seq);
    }
    this.core.views.touchChat(item.chat, true);
    this.core.views.touchLists(false);
    this.core.keeper.chat(item.chat, true);
    this.core.flusher.soon();
  }

  private failedToSend(item: Outgoing): void {
    this.replacePending(item, false);
    this.core.flusher.soon(0);
  }

  private replacePending(item: Outgoing, toEnd: boolean): void {
    const state = this.core.store.chats.get(item.chat);
    const at = state?.pending.findIndex((pending) => pending.cid === item.cid) ?? -1;
    if (!state || at < 0) return;
    const next = { cid: item.cid, message: this.pendingMessage(item) };
    if (toEnd) {
      state.pending.splice(at, 1);
      state.pending.push(next);
    } else state.pending[at] = next;
    this.core.views.touchChat(item.chat, true);
  }

  discard(cid: string): OutgoingText | undefined {
    const waiting = this.waiting.get(cid);
    if (waiting) void this.core.parts.vault.deleteOutgoing(cid);
    this.waiting.delete(cid);
    const item = waiting ?? this.outbox.discard(cid);
    if (!item) return undefined;
    for (const key of unfinished(item)) this.core.uploads.engine?.cancel(key);
    const state = this.core.store.chats.get(item.chat);
    const at = state?.pending.findIndex((pending) => pending.cid === cid) ?? -1;
    if (state && at >= 0) state.pending.splice(at, 1);
    this.core.views.touchChat(item.chat, true);
    this.core.views.touchLists(true);
    this.core.flusher.now();
    return {
      text: item.text,
      ...(item.entities ? { entities: item.entities } : {}),
      ...(item.reply_to === undefined ? {} : { reply_to: item.reply_to }),
    };
  }

  retry(cid: string): void {
    const failed = this.outbox.failed(cid);
    const keys = failed ? unfinished(failed) : [];
    if (keys.length > 0) {
      void this.retryUploads(cid, keys);
      return;
    }
    const item = this.outbox.retry(cid);
    if (item) this.replacePending(item, true);
    this.core.flusher.now();
  }

  /** The upload itself failed: it is tried again before the words. */
  private async retryUploads(cid: string, keys: readonly string[]): Promise<void> {
    const engine = await this.core.uploads.load();
    const taken = this.outbox.discard(cid);
    if (!taken) return;
    const { failed: _, ...plain } = taken;
    for (const key of keys) engine.resume(key);
    const item: Outgoing = { ...plain, order: this.outbox.nextOrder(), at: this.core.parts.clock.now() };
    this.dispatch(item);
    this.replacePending(item, true);
    this.core.flusher.now();
  }

  wake(): void {
    this.outbox.wake();
  }

  stop(): void {
    this.waiting.clear();
    this.outbox.stop();
  }
}

function flagsOf(given: Pick<OutgoingText, "silent" | "urgent" | "topic" | "no_preview">) {
  const { silent, urgent, topic, no_preview } = given;
  return {
    ...(silent ? { silent } : {}),
    ...(urgent ? { urgent } : {}),
    ...(topic ? { topic } : {}),
    ...(no_preview ? { no_preview } : {}),
  };
}

/** The uploads of a message that the server has no number for yet. */
function unfinished(item: Outgoing): readonly string[] {
  return (item.attachments ?? []).flatMap(({ upload, file }) => (upload && file === undefined ? [upload] : []));
}
