/** The vault in IndexedDB. Any failure (storage refused, wiped or full) turns it into one that keeps nothing. */
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from "idb";
import { TAIL_LIMIT, TAILS_LIMIT } from "./chat";
import type { Actor, ChatId, ChatMessage } from "./model";
import type { Outgoing } from "./outbox";
import type { Batch, ChatToKeep, Kept, KeptChat, KeptState, Tail, Vault } from "./vault";

/** Rises when the shape of what is kept changes; older contents are thrown away, except what waits to be sent. */
const SHAPE = 1;
export const CHATS_LIMIT = 3000;
const ACTORS_LIMIT = 5000;

interface Schema extends DBSchema {
  state: { key: string; value: KeptState };
  chats: { key: ChatId; value: KeptChat };
  tails: { key: ChatId; value: Tail };
  actors: { key: number; value: Actor };
  outbox: { key: string; value: Outgoing };
}

type Stores = ("state" | "chats" | "tails" | "actors")[];
type SaveTransaction = IDBPTransaction<Schema, Stores, "readwrite">;

export class IndexedVault implements Vault {
  private db: IDBPDatabase<Schema> | null = null;
  private opening: Promise<IDBPDatabase<Schema> | null> | null = null;
  private broken = false;

  constructor(
    private readonly name = "veche",
    private readonly shape = SHAPE,
  ) {}

  private open(): Promise<IDBPDatabase<Schema> | null> {
    if (this.broken) return Promise.resolve(null);
    this.opening ??= this.openOnce();
    return this.opening;
  }

  private async openOnce(): Promise<IDBPDatabase<Schema> | null> {
    try {
      this.db = await openDB<Schema>(this.name, this.shape, {
        upgrade: (db, from) => {
          if (from > 0) for (const name of [...db.objectStoreNames]) if (name !== "outbox") db.deleteObjectStore(name);
          db.createObjectStore("state");
          db.createObjectStore("chats", { keyPath: "id" });
          db.createObjectStore("tails", { keyPath: "id" });
          db.createObjectStore("actors", { keyPath: "id" });
          if (!db.objectStoreNames.contains("outbox")) db.createObjectStore("outbox", { keyPath: "cid" });
        },
        // Another tab has a newer shape: let it go on, this one lives without.
        blocking: () => this.giveUp(),
        terminated: () => this.giveUp(),
      });
      return this.db;
    } catch {
      // Refused (a private window, no space): some browsers throw at once, others reject.
      this.giveUp();
      return null;
    }
  }

  private giveUp(): void {
    this.broken = true;
    this.db?.close();
    this.db = null;
  }

  private async attempt<T>(otherwise: T, work: (db: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
    const db = await this.open();
    if (!db) return otherwise;
    try {
      return await work(db);
    } catch {
      this.giveUp();
      return otherwise;
    }
  }

  load(): Promise<Kept | null> {
    return this.attempt<Kept | null>(null, async (db) => {
      const work = db.transaction(["state", "chats", "actors"]);
      const [state, chats, actors] = await Promise.all([
        work.objectStore("state").get("now"),
        work.objectStore("chats").getAll(),
        work.objectStore("actors").getAll(),
      ]);
      await work.done;
      return state ? { state, chats, actors } : null;
    });
  }

  tail(chat: ChatId): Promise<Tail | null> {
    return this.attempt<Tail | null>(null, async (db) => (await db.get("tails", chat)) ?? null);
  }

  save(batch: Batch): Promise<boolean> {
    return this.attempt(true, async (db) => {
      const work = db.transaction(["state", "chats", "tails", "actors"], "readwrite");
      const before = await work.objectStore("state").get("now");
      if (before && isNewer(before, batch.state)) {
        await work.done;
        return false;
      }
      await work.objectStore("state").put(batch.state, "now");
      for (const id of batch.dropped) {
        await work.objectStore("chats").delete(id);
        await work.objectStore("tails").delete(id);
      }
      for (const item of batch.chats) await keepChat(work, item);
      for (const actor of batch.actors) await work.objectStore("actors").put(actor);
      await trim(work);
      await work.done;
      return true;
    });
  }

  outgoing(): Promise<Outgoing[]> {
    return this.attempt<Outgoing[]>([], async (db) =>
      (await db.getAll("outbox")).sort((left, right) => left.order - right.order),
    );
  }

  putOutgoing(item: Outgoing): Promise<void> {
    return this.attempt(undefined, async (db) => {
      await db.put("outbox", item);
    });
  }

  deleteOutgoing(cid: string): Promise<void> {
    return this.attempt(undefined, (db) => db.delete("outbox", cid));
  }

  clear(): Promise<void> {
    return this.attempt(undefined, async (db) => {
      const stores = ["state", "chats", "tails", "actors", "outbox"] as const;
      const work = db.transaction(stores, "readwrite");
      await Promise.all(stores.map((store) => work.objectStore(store).clear()));
      await work.done;
    });
  }

  close(): void {
    this.db?.close();
    this.db = null;
    this.opening = null;
  }
}

/** Whether another tab kept something that this one does not know: then nothing of this tab may overwrite it. */
function isNewer(kept: KeptState, mine: KeptState): boolean {
  if (kept.me.id !== mine.me.id) return false;
  const known = new Map(mine.spaces);
  return kept.spaces.some(([actor, version]) => known.has(actor) && version > (known.get(actor) ?? 0));
}

async function keepChat(work: SaveTransaction, { chat, tail }: ChatToKeep): Promise<void> {
  const chats = work.objectStore("chats");
  const tails = work.objectStore("tails");
  const before = await chats.get(chat.id);
  if (before && before.version > chat.version) return;
  if (tail === undefined) {
    await chats.put({ ...chat, tail: before?.tail ?? false });
    return;
  }
  let kept: ChatToKeep["tail"] = tail;
  let { whole } = chat;
  if (tail?.partial) {
    const old = await tails.get(chat.id);
    const alone = tail.rows.filter((row) => row.seq >= tail.from);
    kept = { ...(old ? overlay(old, tail) : { ...tail, rows: alone }), partial: false };
    // They were thrown away behind the back of this run: too many other chats were newer.
    if (!old) whole = false;
  }
  await chats.put({ ...chat, ...(whole === undefined ? {} : { whole }), tail: tail !== null });
  if (kept) {
    const { partial: _, ...plain } = kept;
    await tails.put(plain);
  } else await tails.delete(chat.id);
}

/** Kept rows with those on top that are newer. */
export function overlay(old: Tail, fresh: Tail, limit = TAIL_LIMIT): Tail {
  const rows = new Map<number, ChatMessage>();
  for (const row of old.rows) rows.set(row.seq, row);
  for (const row of fresh.rows) {
    const known = rows.get(row.seq);
    if (row.seq >= old.from && (!known || known.version <= row.version)) rows.set(row.seq, row);
  }
  const hidden = [...new Set([...old.hidden, ...fresh.hidden])];
  for (const seq of hidden) rows.delete(seq);
  const sorted = [...rows.values()].sort((left, right) => left.seq - right.seq);
  const extra = Math.max(0, sorted.length - limit);
  const newest = sorted.slice(extra);
  return { id: old.id, from: extra > 0 ? (newest[0]?.seq ?? old.from) : old.from, rows: newest, hidden };
}

async function trim(work: SaveTransaction): Promise<void> {
  const actors = work.objectStore("actors");
  if ((await actors.count()) > ACTORS_LIMIT) await actors.clear();
  const chats = work.objectStore("chats");
  const tails = work.objectStore("tails");
  if ((await chats.count()) <= CHATS_LIMIT && (await tails.count()) <= TAILS_LIMIT) return;
  const all = await chats.getAll();
  all.sort((left, right) => (right.last?.at ?? 0) - (left.last?.at ?? 0));
  for (const chat of all.splice(CHATS_LIMIT)) {
    await chats.delete(chat.id);
    await tails.delete(chat.id);
  }
  // A chat that fell behind did not change itself, so nobody else takes its messages away.
  for (const chat of all.filter(({ tail }) => tail).slice(TAILS_LIMIT)) {
    await chats.put({ ...chat, tail: false, whole: false });
    await tails.delete(chat.id);
  }
}
