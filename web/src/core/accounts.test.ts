import { expect, test } from "vitest";
import { MemoryVault } from "./testing/vault";
import { World } from "./testing/world";

const ME = 1;
const OTHER = 2;

test("a client is its first person's, and names him from then on", async () => {
  const world = new World();
  const tab = await world.start();
  expect(tab.client.account.id).toBe(ME);
  world.cut();
  await world.heal();
  expect(world.named[0]).toBeUndefined();
  expect(world.named.slice(1).every((who) => who === ME)).toBe(true);
  expect(world.named.length).toBeGreaterThan(1);
  expect(world.accounts).toEqual([`named ${ME}`]);
});

test("what waits under one name never goes out under another", async () => {
  const vault = new MemoryVault();
  const world = new World(vault);
  const room = world.server.addChat();
  const tab = await world.start();
  await world.clock.advance(2000);
  world.setOnline(false);
  tab.client.sendMessage(ME, room, { text: "от первого имени" });
  await world.clock.advance(100);
  expect(vault.outbox.size).toBe(1);
  // The cookie is another person's by now.
  world.server.me = { ...world.server.me, id: OTHER };
  await world.heal();
  expect(world.server.asked.filter(({ name }) => name === "send_message")).toEqual([]);
  expect(tab.client.read.session().status).toBe("signed_out");
  expect(world.accounts).toEqual([`named ${ME}`, `ended ${ME}`]);
  expect(vault.state).toBeNull();
});

test("what somebody else left in the database is thrown away", async () => {
  const vault = new MemoryVault();
  const world = new World(vault);
  world.server.addChat();
  const tab = await world.start();
  await world.clock.advance(2000);
  await tab.client.stop();
  expect(vault.state?.me.id).toBe(ME);
  world.setOnline(false);
  const later = world.tab({ id: OTHER });
  await later.client.start();
  expect(vault.state).toBeNull();
  expect(later.client.read.session().status).not.toBe("signed_in");
});

test("what was kept before accounts had names gets the name of its owner", async () => {
  const vault = new MemoryVault();
  const world = new World(vault);
  world.server.addChat();
  await (await world.start()).client.stop();
  await world.clock.advance(2000);
  world.accounts.length = 0;
  world.setOnline(false);
  const later = world.tab();
  await later.client.start();
  expect(world.accounts).toEqual([`named ${ME}`]);
});
