/** Opening a chat and moving in it. */
import type { ChatState } from "./chat";
import type { Core } from "./core";
import type { ActorId, ChatId, Seq } from "./model";
import type { Thread } from "./thread";

/** With fewer messages of a topic at hand, opening it asks for more. */
const ENOUGH = 30;

export class Reading {
  constructor(private readonly core: Core) {}

  open(actor: ActorId, chat: ChatId, at: Seq | "newest" | "unread"): () => void {
    let shut = false;
    let opened: ChatState | undefined;
    const work = async (): Promise<void> => {
      const state = this.core.store.chats.get(chat) ?? (await this.fetchChat(actor, chat));
      if (shut || !state) return;
      opened = state;
      state.open += 1;
      await this.showChat(state, actor, at);
      await this.fetchChat(actor, chat);
    };
    // What fails stands in the window as `error`; without a connection it is tried again after the next one.
    work().catch(() => undefined);
    return () => {
      if (shut) return;
      shut = true;
      if (!opened) return;
      opened.open -= 1;
      if (opened.open === 0) {
        opened.rest();
        this.core.goAhead();
        this.core.views.touchChat(chat, true);
        this.core.flusher.soon();
      }
    };
  }

  openThread(actor: ActorId, chat: ChatId, topic: number): () => void {
    let shut = false;
    let opened: Thread | undefined;
    const work = async (): Promise<void> => {
      const state = this.core.store.chats.get(chat) ?? (await this.fetchChat(actor, chat));
      if (!state) return;
      const [threads] = await Promise.all([this.core.threads(), this.core.keeper.readTail(state)]);
      if (shut) return;
      opened = threads.open(state, topic);
      if (opened.rows.length < ENOUGH) await threads.loadOlder(opened);
    };
    work().catch(() => undefined);
    return () => {
      if (shut) return;
      shut = true;
      if (!opened) return;
      opened.open -= 1;
      if (opened.open === 0) opened.chat.threads.delete(topic);
    };
  }

  private async showChat(state: ChatState, actor: ActorId, at: Seq | "newest" | "unread"): Promise<void> {
    await this.core.keeper.readTail(state);
    const read = state.seats.get(actor)?.membership.read_seq ?? state.seq;
    if (typeof at === "number") await this.core.history.jump(state, at);
    // Where reading stopped may not be on this device.
    else if (at === "unread" && this.core.link.status !== "offline")
      await this.core.history.openUnread(state, read + 1);
    else await this.core.history.openNewest(state);
  }

  private async fetchChat(actor: ActorId, chat: ChatId): Promise<ChatState | undefined> {
    const answer = await this.core.link.request("get_chat", { chat, ...this.core.as(actor) });
    const state = this.core.store.putChat(answer.chat);
    if (state && (answer.peers_read_seq ?? 0) > state.peersRead) {
      state.peersRead = answer.peers_read_seq ?? 0;
      this.core.views.touchChat(chat, false);
      this.core.flusher.soon();
    }
    return state;
  }

  /** With what is kept of the chat at hand. */
  async with<T>(chat: ChatId, otherwise: T, work: (state: ChatState) => Promise<T>): Promise<T> {
    const state = this.core.store.chats.get(chat);
    if (!state) return otherwise;
    await this.core.keeper.readTail(state);
    return work(state);
  }
}
