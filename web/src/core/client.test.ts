import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { VecheError } from "./errors";
import type { ChatId, Entity } from "./model";
import { MemoryVault } from "./testing/vault";
import { type Tab, World } from "./testing/world";

async function town(chats: number, messages = 0): Promise<{ world: World; tab: Tab; ids: ChatId[] }> {
  const world = new World(new MemoryVault());
  // What is fetched ahead has tests of its own.
  world.frugal = true;
  const ids = Array.from({ length: chats }, () => world.server.addChat());
  for (const id of ids) for (let number = 1; number <= messages; number += 1) world.server.post(id, `слово ${number}`);
  const tab = await world.start();
  await world.clock.advance(3000);
  return { world, tab, ids };
}

function first(ids: readonly ChatId[]): ChatId {
  const [id] = ids;
  if (id === undefined) throw new Error("no chat");
  return id;
}

describe("showing", () => {
  it("shows a burst in one flush and leaves alone what did not change", async () => {
    const { world, tab, ids } = await town(3, 2);
    const { read } = tab.client;
    const [busy = 0, quiet = 0] = ids;
    const before = { row: read.chatRow(1, quiet), window: read.messages(quiet), list: read.chatList(1) };
    let flushes = 0;
    tab.client.subscribe(() => {
      flushes += 1;
    });
    for (let number = 0; number < 200; number += 1) world.server.post(busy, `волна ${number}`);
    await world.clock.advance(99);
    expect(flushes).toBe(0);
    await world.clock.advance(1);
    expect(flushes).toBe(1);
    expect(read.messages(busy).items.at(-1)?.text).toBe("волна 199");
    expect(read.chatRow(1, busy)?.unread).toBe(202);
    expect(read.chatRow(1, quiet)).toBe(before.row);
    expect(read.messages(quiet)).toBe(before.window);
  });

  it("never holds more than 2,000 messages of an open chat", async () => {
    const { world, tab, ids } = await town(1, 10);
    const chat = first(ids);
    tab.client.openChat(1, chat);
    await world.clock.advance(500);
    for (let number = 0; number < 3000; number += 1) world.server.post(chat, `поток ${number}`);
    await world.clock.advance(200);
    const window = tab.client.read.messages(chat);
    expect(window.items.length).toBeLessThanOrEqual(2000);
    expect(window.items.length).toBeGreaterThan(1700);
    expect(window).toMatchObject({ hasOlder: true, hasNewer: false });
    expect(window.items.at(-1)?.text).toBe("поток 2999");
  });

  it("keeps the object of every message that did not change", async () => {
    const { world, tab, ids } = await town(1, 20);
    const chat = first(ids);
    tab.client.openChat(1, chat);
    await world.clock.advance(500);
    const before = tab.client.read.messages(chat).items;
    world.server.alter(chat, 10, { text: "правка" });
    await world.clock.advance(200);
    const after = tab.client.read.messages(chat).items;
    const changed = after.filter((item, index) => item !== before[index]);
    expect(changed.map((item) => item.text)).toEqual(["правка"]);
  });

  it("moves the order of chats at most once a second, but at once for my own message", async () => {
    const { world, tab, ids } = await town(3, 1);
    const [one = 0, two = 0, three = 0] = ids;
    const { read } = tab.client;
    world.server.post(one, "раз");
    await world.clock.advance(1500);
    expect(read.chatList(1).ids[0]).toBe(one);
    world.server.post(two, "два");
    await world.clock.advance(200);
    world.server.post(three, "три");
    await world.clock.advance(300);
    expect(read.chatRow(1, three)?.last?.text).toBe("три");
    expect(read.chatList(1).ids[0]).toBe(two);
    await world.clock.advance(1000);
    expect(read.chatList(1).ids[0]).toBe(three);
    tab.client.sendMessage(1, one, { text: "моё" });
    expect(read.chatList(1).ids[0]).toBe(one);
  });

  it("tells an empty list from one that is not here yet", async () => {
    const world = new World(new MemoryVault());
    world.server.spaces.set(1, 0);
    const tab = world.tab();
    expect(tab.client.read.chatList(1).complete).toBe(false);
    await tab.client.start();
    await world.clock.advance(1000);
    expect(tab.client.read.chatList(1)).toMatchObject({ ids: [], complete: true });
  });

  it("asks for unknown cards in one request", async () => {
    const { world, tab } = await town(1);
    for (let id = 500; id < 540; id += 1) expect(tab.client.read.actor(id)).toBeUndefined();
    await world.clock.advance(200);
    expect(tab.client.read.actor(520)?.name).toBe("Имя 520");
    expect(world.server.asked.filter((one) => one.name === "get_actors")).toHaveLength(1);
  });
});

describe("history", () => {
  it("grows to 2,000 messages and no further, and finds its way back to the end", async () => {
    const { world, tab, ids } = await town(1, 2300);
    const chat = first(ids);
    const { client } = tab;
    client.openChat(1, chat, "newest");
    await world.clock.advance(200);
    for (let page = 0; page < 60; page += 1) await client.loadOlder(chat);
    let window = client.read.messages(chat);
    expect(window).toMatchObject({ hasOlder: false, hasNewer: true });
    expect(window.items).toHaveLength(2000);
    expect(window.items[0]?.seq).toBe(1);
    while (client.read.messages(chat).hasNewer) await client.loadNewer(chat);
    window = client.read.messages(chat);
    expect(window.items.at(-1)?.seq).toBe(2300);
    expect(window.items.length).toBeLessThanOrEqual(2000);
    const seqs = window.items.map((item) => item.seq);
    expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index));
  });

  it("jumps to a message, also twice in a row, and the last jump wins", async () => {
    const { world, tab, ids } = await town(1, 900);
    const chat = first(ids);
    const { client } = tab;
    client.openChat(1, chat, "newest");
    await world.clock.advance(200);
    const early = client.jumpTo(chat, 100);
    const late = client.jumpTo(chat, 500);
    await world.clock.advance(200);
    expect(await late).toBe(true);
    await early;
    const window = client.read.messages(chat);
    expect(window.items.some((item) => item.seq === 500)).toBe(true);
    expect(window.hasNewer).toBe(true);
    await client.jumpToNewest(chat);
    expect(client.read.messages(chat).items.at(-1)?.seq).toBe(900);
  });

  it("opens where reading stopped", async () => {
    const { world, tab, ids } = await town(1, 300);
    const chat = first(ids);
    world.server.read(chat, 1, 120);
    await world.clock.advance(200);
    tab.client.openChat(1, chat);
    await world.clock.advance(200);
    const seqs = tab.client.read.messages(chat).items.map((item) => item.seq);
    expect(seqs).toContain(121);
    expect(tab.client.read.messages(chat).hasNewer).toBe(true);
  });

  it("fetches quoted messages in one request, and knows which are not there", async () => {
    const { world, tab, ids } = await town(1, 200);
    const chat = first(ids);
    const { read } = tab.client;
    expect([read.message(chat, 3), read.message(chat, 4), read.message(chat, 4000)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    await world.clock.advance(200);
    expect(read.message(chat, 3)?.text).toBe("слово 3");
    expect(read.message(chat, 4000)).toBeNull();
    world.server.alter(chat, 3, { text: "правка" });
    await world.clock.advance(200);
    expect(read.message(chat, 3)?.text).toBe("правка");
    expect(world.server.asked.filter((one) => one.name === "get_messages")).toHaveLength(1);
  });

  it("begins a chat anew that is far behind", async () => {
    const { world, tab, ids } = await town(1, 40);
    const chat = first(ids);
    tab.client.openChat(1, chat, "newest");
    await world.clock.advance(500);
    world.setOnline(false);
    for (let number = 0; number < 3000; number += 1) world.server.post(chat, `после ${number}`);
    const asked = world.server.asked.length;
    world.setOnline(true);
    await world.clock.advance(5000);
    const window = tab.client.read.messages(chat);
    expect(window.items.at(-1)?.text).toBe("после 2999");
    expect(window.items.length).toBeLessThan(200);
    expect(world.server.asked.length - asked).toBeLessThan(15);
  });
});

describe("the connection", () => {
  it("fails at once without a network and waits while connecting", async () => {
    const { world, tab } = await town(1);
    world.setOnline(false);
    await expect(tab.client.call("get_actors", { ids: [5] })).rejects.toMatchObject({ code: "offline" });
    world.setOnline(true);
    const asked = tab.client.call("get_actors", { ids: [5] });
    await world.clock.advance(2000);
    expect((await asked).actors).toHaveLength(1);
  });

  it("notices a server that is silent, and comes back", async () => {
    const { world, tab, ids } = await town(1);
    const statuses: string[] = [];
    tab.client.subscribe(() => statuses.push(tab.client.read.connection().status));
    world.network.deafRequests = true;
    await world.clock.advance(26_000);
    expect(statuses).not.toContain("connecting");
    await world.clock.advance(9_000);
    expect(statuses).toContain("connecting");
    world.network.deafRequests = false;
    world.server.post(first(ids), "здесь");
    await world.clock.advance(60_000);
    expect(tab.client.read.connection()).toEqual({ status: "online", catching_up: false });
    expect(tab.client.read.chatRow(1, first(ids))?.last?.text).toBe("здесь");
  });

  it("gives up a request that is not answered", async () => {
    const { world, tab } = await town(1);
    world.network.deafAnswers = true;
    const asked = tab.client.call("get_actors", { ids: [5] }).catch((error: VecheError) => error.code);
    await world.clock.advance(21_000);
    expect(await asked).toBe("timeout");
  });

  it("forgets everything when the session ends elsewhere", async () => {
    const { world, tab, ids } = await town(2, 3);
    await world.clock.advance(2000);
    const vault = world.vault as MemoryVault;
    expect(vault.chats.size).toBe(2);
    world.say({ ev: "signed_out", reason: "device_revoked" });
    await world.clock.advance(2000);
    expect(tab.client.read.session()).toEqual({ status: "signed_out", reason: "device_revoked" });
    expect(tab.client.read.chat(first(ids))).toBeUndefined();
    expect([vault.state, vault.chats.size, vault.tails.size]).toEqual([null, 0, 0]);
  });
});

describe("two hats", () => {
  it("drops what was seen through a post when the post passes on", async () => {
    const world = new World(new MemoryVault());
    world.server.spaces.set(77, 1);
    const own = world.server.addChat([1]);
    const both = world.server.addChat([1, 77]);
    const work = world.server.addChat([77]);
    const tab = await world.start();
    await world.clock.advance(3000);
    const { read } = tab.client;
    expect([...read.chatList(77).ids].sort()).toEqual([both, work]);
    world.server.spaces.delete(77);
    world.say({ ev: "actors", actors: world.server.hats });
    await world.clock.advance(1500);
    expect([...read.chatList(1).ids].sort()).toEqual([own, both]);
    expect(read.chat(work)).toBeUndefined();
    expect(read.chat(both)?.hats).toEqual([1]);
  });
});

describe("text", () => {
  it("carries any text and UTF-16 offsets to the server as they are", async () => {
    const said = fc.array(fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(said, async (parts) => {
        const { world, tab, ids } = await town(1);
        const text = parts.join("");
        let offset = 0;
        const entities: Entity[] = parts.map((part) => {
          const entity: Entity = { type: "bold", offset, length: part.length };
          offset += part.length;
          return entity;
        });
        tab.client.sendMessage(1, first(ids), { text, entities });
        const shown = tab.client.read.messages(first(ids)).items.at(-1);
        expect(shown?.text).toBe(text);
        await world.clock.advance(100);
        const sent = world.server.asked.find((one) => one.name === "send_message")?.fields;
        expect(sent?.text).toBe(text);
        expect(sent?.entities).toEqual(entities);
        expect(entities.map((one) => text.slice(one.offset, one.offset + one.length))).toEqual(parts);
      }),
      { numRuns: 50 },
    );
  });
});
