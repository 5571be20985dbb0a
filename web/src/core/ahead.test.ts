import { expect, test, vi } from "vitest";
import type { ChatId } from "./model";
import { MemoryVault } from "./testing/vault";
import { type Tab, World } from "./testing/world";

function town(chats: number, messages: number): { world: World; vault: MemoryVault; ids: ChatId[] } {
  const vault = new MemoryVault();
  const world = new World(vault);
  const ids = Array.from({ length: chats }, () => world.server.addChat());
  for (const id of ids) for (let number = 1; number <= messages; number += 1) world.server.post(id, `слово ${number}`);
  return { world, vault, ids };
}

/** What is loaded later is there. */
async function start(world: World): Promise<Tab> {
  const tab = await world.start();
  await vi.dynamicImportSettled();
  return tab;
}

const pages = (world: World) => world.server.asked.filter(({ name }) => name === "history");

test("chats that were never opened are there without a network", async () => {
  const { world, vault, ids } = town(5, 300);
  const tab = await start(world);
  await world.clock.advance(60_000);
  expect(ids.map((id) => vault.tails.get(id)?.rows.length)).toEqual([200, 200, 200, 200, 200]);
  // They stand on disk, not in memory.
  expect(ids.map((id) => tab.client.read.messages(id).items.length)).toEqual([0, 0, 0, 0, 0]);
  // What comes now is added to them.
  world.server.post(ids[0] ?? 0, "последнее");
  await world.clock.advance(2000);
  tab.kill();
  world.setOnline(false);
  const later = await start(world);
  for (const id of ids) later.client.openChat(1, id, "unread");
  await world.clock.advance(500);
  for (const id of ids) expect(later.client.read.messages(id).items.length).toBe(200);
  expect(later.client.read.messages(ids[0] ?? 0).items.at(-1)?.text).toBe("последнее");
  expect(later.client.read.messages(ids[1] ?? 0).items.at(-1)?.text).toBe("слово 300");
  expect(later.client.read.messages(ids[1] ?? 0).items[0]?.text).toBe("слово 101");
});

test("it goes at a quiet pace, goes on where it stopped, and asks for nothing twice", async () => {
  const { world, ids } = town(6, 250);
  const tab = await start(world);
  await world.clock.advance(5000);
  const before = pages(world).length;
  expect(before).toBeGreaterThan(1);
  expect(before).toBeLessThan(6);
  tab.kill();
  await start(world);
  await world.clock.advance(60_000);
  // Two pages a chat; the one that was under way may have been lost with its page of memory.
  expect(pages(world).length).toBeLessThanOrEqual(ids.length * 2 + 1);
  const after = pages(world).length;
  world.cut();
  await world.clock.advance(60_000);
  expect(pages(world).length).toBe(after);
});

test("little is fetched by those who want little", async () => {
  const { world } = town(3, 250);
  world.frugal = true;
  await start(world);
  await world.clock.advance(120_000);
  expect(pages(world)).toEqual([]);
});

test("a server that says stop is left alone for as long as it says", async () => {
  const { world, vault, ids } = town(3, 250);
  world.server.readingStops = { code: "too_much_reading", text: "Слишком много.", retry_after: 300 };
  const tab = await start(world);
  await world.clock.advance(250_000);
  expect(pages(world).length).toBe(1);
  expect(tab.client.read.messages(ids[0] ?? 0).error).toBeUndefined();
  world.server.readingStops = undefined;
  await world.clock.advance(120_000);
  expect(ids.every((id) => vault.tails.get(id)?.rows.length === 200)).toBe(true);
});

test("a quarter of what may be read in an hour is all that it takes", async () => {
  const { world } = town(100, 200);
  await start(world);
  await world.clock.advance(3_500_000);
  expect(pages(world).length).toBe(150);
  await world.clock.advance(400_000);
  expect(pages(world).length).toBe(200);
});

test("a chat that was kept ahead and then fell far behind is fetched anew", async () => {
  const { world, vault, ids } = town(1, 220);
  const [id = 0] = ids;
  const tab = await start(world);
  await world.clock.advance(20_000);
  expect(vault.chats.get(id)?.whole).toBe(true);
  await tab.client.stop();
  for (let number = 0; number < 900; number += 1) world.server.post(id, `поток ${number}`);
  await start(world);
  await world.clock.advance(60_000);
  const rows = vault.tails.get(id)?.rows ?? [];
  expect([rows.length, rows.at(-1)?.text, rows[0]?.text]).toEqual([200, "поток 899", "поток 700"]);
});

test("a topic and comments are read from what the chat has, without a network", async () => {
  const { world, ids } = town(1, 40);
  const [id = 0] = ids;
  for (let number = 1; number <= 20; number += 1) {
    const { seq } = world.server.post(id, `в теме ${number}`);
    world.server.alter(id, seq, { topic: 7 });
  }
  const tab = await start(world);
  await world.clock.advance(20_000);
  tab.kill();
  world.setOnline(false);
  const later = await start(world);
  later.client.openThread(1, id, 7);
  await vi.dynamicImportSettled();
  await world.clock.advance(100);
  const thread = later.client.read.thread(id, 7);
  expect(thread.items.map(({ text }) => text)).toEqual(Array.from({ length: 20 }, (_, at) => `в теме ${at + 1}`));
  expect(thread.hasOlder).toBe(false);
  later.client.sendMessage(1, id, { text: "и без сети", topic: 7 });
  await world.clock.advance(100);
  expect(later.client.read.thread(id, 7).items.at(-1)).toMatchObject({ text: "и без сети", state: "pending" });
});

test("a chat that was on the screen meanwhile is fetched when it is left", async () => {
  const { world, vault, ids } = town(3, 260);
  const [id = 0] = ids;
  const tab = await start(world);
  const shut = tab.client.openChat(1, id, "newest");
  await world.clock.advance(30_000);
  expect(ids.map((one) => vault.chats.get(one)?.whole)).toEqual([false, true, true]);
  shut();
  await world.clock.advance(10_000);
  expect(vault.chats.get(id)?.whole).toBe(true);
  expect(vault.tails.get(id)?.rows.length).toBe(200);
});
