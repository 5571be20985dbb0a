/** A vault in memory that behaves as the one on disk does: what is written is copied, and survives its client. */
import { overlay } from "../database";
import type { ChatId } from "../model";
import type { Outgoing } from "../outbox";
import type { Batch, Kept, KeptChat, KeptState, Tail, Vault } from "../vault";

export class MemoryVault implements Vault {
  state: KeptState | null = null;
  readonly chats = new Map<ChatId, KeptChat>();
  readonly tails = new Map<ChatId, Tail>();
  readonly actors = new Map<number, Kept["actors"][number]>();
  readonly outbox = new Map<string, Outgoing>();

  load(): Promise<Kept | null> {
    if (!this.state) return Promise.resolve(null);
    return Promise.resolve(
      structuredClone({ state: this.state, chats: [...this.chats.values()], actors: [...this.actors.values()] }),
    );
  }

  tail(chat: ChatId): Promise<Tail | null> {
    return Promise.resolve(structuredClone(this.tails.get(chat) ?? null));
  }

  save(batch: Batch): Promise<boolean> {
    const copy = structuredClone(batch);
    this.state = copy.state;
    for (const id of copy.dropped) {
      this.chats.delete(id);
      this.tails.delete(id);
    }
    for (const { chat, tail } of copy.chats) {
      this.chats.set(chat.id, { ...chat, tail: tail === undefined ? this.tails.has(chat.id) : tail !== null });
      if (tail === undefined) continue;
      if (!tail) {
        this.tails.delete(chat.id);
        continue;
      }
      const { partial, ...fresh } = tail;
      const old = partial ? this.tails.get(chat.id) : undefined;
      const alone = { ...fresh, rows: fresh.rows.filter((row) => row.seq >= fresh.from) };
      this.tails.set(chat.id, old ? overlay(old, fresh) : alone);
    }
    for (const actor of copy.actors) this.actors.set(actor.id, actor);
    return Promise.resolve(true);
  }

  outgoing(): Promise<Outgoing[]> {
    return Promise.resolve([...this.outbox.values()].sort((left, right) => left.order - right.order));
  }

  putOutgoing(item: Outgoing): Promise<void> {
    this.outbox.set(item.cid, structuredClone(item));
    return Promise.resolve();
  }

  deleteOutgoing(cid: string): Promise<void> {
    this.outbox.delete(cid);
    return Promise.resolve();
  }

  clear(): Promise<void> {
    this.state = null;
    for (const store of [this.chats, this.tails, this.actors, this.outbox]) store.clear();
    return Promise.resolve();
  }

  close(): void {}
}
