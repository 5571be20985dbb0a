import "fake-indexeddb/auto";
import { deleteDB, openDB } from "idb";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { TAIL_LIMIT, TAILS_LIMIT } from "./chat";
import { CHATS_LIMIT, IndexedVault } from "./database";
import type { ChatMessage } from "./model";
import type { Outgoing } from "./outbox";
import { settled } from "./testing/clock";
import { type Tab, World } from "./testing/world";
import type { Batch, ChatToKeep, KeptChat, Tail } from "./vault";

const ME = { id: 1, name: "Анна Соколова", locale: "ru", administrator: false };

function row(seq: number, version = seq): ChatMessage {
  const text = `текст ${seq}.${version}`;
  return { chat: 7, seq, version, sender: 2, at: seq, text, key: String(seq), state: "sent", mine: [] };
}

function kept(id: number, version: number, at = version): KeptChat {
  const membership = { actor: 1, role: "member" as const, rights: 3, read_seq: 0, version: 1 };
  return {
    id,
    card: { id, kind: "group", mode: "ordinary", title: `Чат ${id}`, members_count: 2 },
    seq: version,
    version,
    seats: [[1, { membership }]],
    last: { ...row(version), at },
    peersRead: 0,
    unsaid: [],
    drafts: [],
    tail: false,
  };
}

function batch(chats: ChatToKeep[], version = 1): Batch {
  return { state: { me: ME, hats: [], spaces: [[1, version]] }, chats, dropped: [], actors: [] };
}

function tail(from: number, rows: ChatMessage[], partial = false): Tail & { partial: boolean } {
  return { id: 7, from, rows, hidden: [], partial };
}

function outgoing(cid: string, order: number): Outgoing {
  return { cid, order, person: 1, tab: "a", actor: 1, chat: 7, at: order, text: cid };
}

beforeEach(async () => {
  vi.restoreAllMocks();
  await deleteDB("veche");
});

/** fake-indexeddb works in macrotasks: rounds of them, until what was begun has ended. */
async function rest(world: World, ms: number): Promise<void> {
  for (let round = 0; round < 20; round += 1) {
    await world.clock.advance(ms / 20);
    for (let turn = 0; turn < 30; turn += 1) await settled();
  }
}

async function startOn(world: World): Promise<Tab> {
  const tab = world.tab();
  await tab.client.start();
  return tab;
}

describe("the local database", () => {
  it("gives back what was kept", async () => {
    const vault = new IndexedVault();
    expect(await vault.load()).toBeNull();
    await vault.save(batch([{ chat: kept(7, 3), tail: tail(1, [row(1), row(2), row(3)]) }]));
    const found = await new IndexedVault().load();
    expect(found?.state.me).toEqual(ME);
    expect(found?.chats).toEqual([{ ...kept(7, 3), tail: true }]);
    expect((await vault.tail(7))?.rows.map((one) => one.seq)).toEqual([1, 2, 3]);
  });

  it("lays new rows over kept ones that were not read, and keeps only the newest", async () => {
    const vault = new IndexedVault();
    const many = Array.from({ length: TAIL_LIMIT }, (_, index) => row(index + 1));
    await vault.save(batch([{ chat: kept(7, 200), tail: tail(1, many) }]));
    const fresh = tail(201, [row(150, 201), row(201, 202), row(202, 203)], true);
    await vault.save(batch([{ chat: kept(7, 203), tail: fresh }]));
    const found = await vault.tail(7);
    expect(found?.from).toBe(3);
    expect(found?.rows).toHaveLength(TAIL_LIMIT);
    expect(found?.rows.find((one) => one.seq === 150)?.version).toBe(201);
    expect(found?.rows.at(-1)?.seq).toBe(202);
  });

  it("lets a tab that is behind overwrite nothing", async () => {
    const ahead = new IndexedVault();
    const behind = new IndexedVault();
    await ahead.save(batch([{ chat: kept(7, 9), tail: null }], 5));
    expect(await behind.save(batch([{ chat: kept(7, 4), tail: null }], 4))).toBe(false);
    expect(await behind.save(batch([{ chat: kept(7, 4), tail: null }], 5))).toBe(true);
    expect((await ahead.load())?.chats[0]?.version).toBe(9);
  });

  it("stays bounded", async () => {
    const vault = new IndexedVault();
    const many = Array.from({ length: CHATS_LIMIT + 5 }, (_, index) => ({
      chat: kept(index + 1, 1, index),
      tail: null,
    }));
    await vault.save(batch(many));
    const found = await vault.load();
    expect(found?.chats).toHaveLength(CHATS_LIMIT);
    expect(found?.chats.some((chat) => chat.id <= 5)).toBe(false);
  });

  it("keeps the newest 200 messages of the newest 200 chats", { timeout: 60_000 }, async () => {
    const world = new World(new IndexedVault());
    const chats = Array.from({ length: TAILS_LIMIT + 3 }, () => world.server.addChat());
    const tab = await startOn(world);
    await rest(world, 1000);
    for (const chat of chats) {
      for (let number = 1; number <= TAIL_LIMIT + 5; number += 1) world.server.post(chat, `слово ${number}`);
      // The first ones are written while there is room for them, and give way later.
      if (chat === chats[2]) await rest(world, 12_000);
      await world.clock.advance(10);
    }
    await rest(world, 12_000);
    tab.kill();

    const database = await openDB("veche");
    const tails = (await database.getAll("tails")) as Tail[];
    database.close();
    expect(tails.map((one) => one.id).sort((left, right) => left - right)).toEqual(chats.slice(3));
    for (const { rows, from } of tails) {
      expect(from).toBe(6);
      expect(rows.map((one) => one.seq)).toEqual(Array.from({ length: TAIL_LIMIT }, (_, index) => index + 6));
    }
    world.setOnline(false);
    const again = await startOn(world);
    expect(again.client.read.chatList(1).ids).toHaveLength(TAILS_LIMIT + 3);
    for (const chat of chats.slice(3, 6)) expect(await again.client.keptMessages(chat)).toHaveLength(TAIL_LIMIT);
  });

  it("keeps the outbox in the order of sending and forgets everything on demand", async () => {
    const vault = new IndexedVault();
    await vault.putOutgoing(outgoing("б", 2));
    await vault.putOutgoing(outgoing("а", 1));
    await vault.putOutgoing(outgoing("в", 3));
    await vault.deleteOutgoing("б");
    expect((await vault.outgoing()).map((item) => item.cid)).toEqual(["а", "в"]);
    await vault.save(batch([{ chat: kept(7, 3), tail: tail(1, [row(1)]) }]));
    await vault.clear();
    expect(await vault.load()).toBeNull();
    expect(await vault.tail(7)).toBeNull();
    expect(await vault.outgoing()).toEqual([]);
  });

  it("lives without storage when the browser refuses it", async () => {
    vi.spyOn(indexedDB, "open").mockImplementation(() => {
      throw new DOMException("storage is off", "SecurityError");
    });
    const world = new World(new IndexedVault());
    const chat = world.server.addChat();
    const tab = await startOn(world);
    await rest(world, 2000);
    tab.client.sendMessage(1, chat, { text: "и так работает" });
    await rest(world, 2000);
    expect(world.server.room(chat).messages.get(1)?.text).toBe("и так работает");
  });

  it("lives on when storage is wiped under it", async () => {
    const world = new World(new IndexedVault());
    const chat = world.server.addChat();
    const tab = await startOn(world);
    await rest(world, 3000);
    await deleteDB("veche");
    tab.client.sendMessage(1, chat, { text: "стёрли" });
    world.server.post(chat, "не беда");
    await rest(world, 3000);
    expect(
      tab.client.read
        .messages(chat)
        .items.map((item) => item.text)
        .sort(),
    ).toEqual(["не беда", "стёрли"]);
  });

  it("throws away what an older shape kept, but not what waits to be sent", async () => {
    const vault = new IndexedVault("veche", 1);
    await vault.save(batch([{ chat: kept(7, 3), tail: null }]));
    await vault.putOutgoing(outgoing("ждёт", 1));
    vault.close();
    const newer = new IndexedVault("veche", 2);
    expect(await newer.load()).toBeNull();
    expect((await newer.outgoing()).map((item) => item.cid)).toEqual(["ждёт"]);
    newer.close();
    // A tab of the older build cannot open the newer shape: it keeps nothing.
    expect(await vault.load()).toBeNull();
  });
});

describe("a start from the local database", () => {
  it("shows the chats and the newest messages before there is a connection", async () => {
    const world = new World(new IndexedVault());
    const chat = world.server.addChat();
    for (let number = 1; number <= 5; number += 1) world.server.post(chat, `слово ${number}`);
    const first = await startOn(world);
    first.client.openChat(1, chat);
    await rest(world, 3000);
    first.kill();

    world.setOnline(false);
    const second = await startOn(world);
    const { read } = second.client;
    expect(read.session()).toMatchObject({ status: "signed_in", me: { id: 1 } });
    expect(read.chatList(1).ids).toEqual([chat]);
    expect(read.chatRow(1, chat)?.last?.text).toBe("слово 5");
    second.client.openChat(1, chat);
    await rest(world, 100);
    expect(read.messages(chat).items.map((item) => item.text)).toEqual([1, 2, 3, 4, 5].map((n) => `слово ${n}`));

    world.server.post(chat, "слово 6");
    world.server.alter(chat, 2, { text: "правка" });
    const asked = world.server.asked.length;
    world.setOnline(true);
    await rest(world, 5000);
    expect(read.messages(chat).items.map((item) => item.text)).toEqual([
      "слово 1",
      "правка",
      "слово 3",
      "слово 4",
      "слово 5",
      "слово 6",
    ]);
    const names = world.server.asked.slice(asked).map((one) => one.name);
    expect(names.filter((name) => name === "history" || name === "list_chats")).toEqual([]);
    const database = await openDB("veche");
    expect(await database.count("outbox")).toBe(0);
    database.close();
  });
});
