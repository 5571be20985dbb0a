import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChatId } from "./model";
import { MemoryVault } from "./testing/vault";
import { type Tab, World } from "./testing/world";

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant("say" as const), chat: fc.nat(1), many: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("cut" as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("deaf" as const), answers: fc.boolean(), requests: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("offline" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("online" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("kill" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("secondTab" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("busy" as const), wait: fc.option(fc.integer({ min: 1, max: 5 })) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.constantFrom(0, 1, 40, 700, 4000, 25_000) }),
  },
);

async function startedWith(chats: number): Promise<{ world: World; tab: Tab; ids: ChatId[] }> {
  const world = new World(new MemoryVault());
  const ids = Array.from({ length: chats }, () => world.server.addChat());
  const tab = await world.start();
  await world.clock.advance(3000);
  return { world, tab, ids };
}

describe("outbox", () => {
  it("delivers exactly once and in order, whatever breaks", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
        const { world, tab: first, ids } = await startedWith(2);
        let tab = first;
        const others: Tab[] = [];
        const said = new Map<ChatId, string[]>(ids.map((id) => [id, []]));
        let number = 0;
        for (const one of steps) {
          if (one.do === "say") {
            const chat = ids[one.chat] ?? 0;
            for (let count = 0; count < one.many; count += 1) {
              number += 1;
              tab.client.sendMessage(1, chat, { text: `слово ${number}` });
              said.get(chat)?.push(`слово ${number}`);
            }
          } else if (one.do === "cut") world.cut();
          else if (one.do === "deaf") {
            world.network.deafAnswers = one.answers;
            world.network.deafRequests = one.requests;
          } else if (one.do === "offline" || one.do === "online") world.setOnline(one.do === "online");
          else if (one.do === "kill") {
            await world.clock.advance(0);
            tab.kill();
            tab = await world.start();
          } else if (one.do === "secondTab") others.push(await world.start());
          else if (one.do === "busy") {
            const wait = one.wait === null ? {} : { retry_after: one.wait };
            world.server.refusals.push({ code: "unavailable", text: "Повторите позже.", ...wait });
          } else await world.clock.advance(one.ms);
        }
        await world.heal();
        await world.heal();
        for (const chat of ids) {
          const kept = [...world.server.room(chat).messages.values()].map((message) => message.text);
          expect(kept).toEqual(said.get(chat));
          for (const { client } of [tab, ...others]) {
            const close = client.openChat(1, chat, "newest");
            await world.clock.advance(1000);
            const window = client.read.messages(chat);
            expect(window.items.map((message) => message.state)).toEqual(window.items.map(() => "sent"));
            expect(window.items.map((message) => message.text)).toEqual(kept.slice(-window.items.length));
            expect(new Set(window.items.map((message) => message.key)).size).toBe(window.items.length);
            close();
          }
        }
        expect(await world.vault.outgoing()).toEqual([]);
      }),
      { numRuns: Number(process.env.VECHE_RUNS ?? 150) },
    );
  }, 300_000);

  it("shows a message at once and keeps its list key when the number comes", async () => {
    const { world, tab, ids } = await startedWith(1);
    const chat = ids[0] ?? 0;
    const { read } = tab.client;
    const cid = tab.client.sendMessage(1, chat, { text: "Здравствуйте" });
    const before = read.messages(chat).items.at(-1);
    expect(before).toMatchObject({ key: cid, state: "pending", seq: 0, text: "Здравствуйте" });
    expect(read.chatRow(1, chat)?.last?.text).toBe("Здравствуйте");
    await world.clock.advance(150);
    const after = read.messages(chat).items;
    expect(after).toHaveLength(1);
    expect(after[0]).toMatchObject({ key: cid, state: "sent", seq: 1 });
    expect(read.chatRow(1, chat)?.unread).toBe(0);
  });

  it("keeps what the server refuses for good, lets the rest through, and sends it again on demand", async () => {
    const { world, tab, ids } = await startedWith(1);
    const chat = ids[0] ?? 0;
    world.server.refusals.push({ code: "no_right", text: "Писать здесь нельзя." });
    const bad = tab.client.sendMessage(1, chat, { text: "первое" });
    tab.client.sendMessage(1, chat, { text: "второе" });
    await world.clock.advance(200);
    const texts = () => tab.client.read.messages(chat).items.map((item) => [item.text, item.state]);
    expect(texts()).toEqual([
      ["второе", "sent"],
      ["первое", "failed"],
    ]);
    expect(tab.client.read.messages(chat).items.at(-1)?.error?.code).toBe("no_right");
    expect(tab.client.read.chatRow(1, chat)?.failed).toBe(1);

    tab.kill();
    const next = await world.start();
    expect(next.client.read.chatRow(1, chat)?.failed).toBe(1);
    next.client.retrySend(bad);
    await world.clock.advance(200);
    expect([...world.server.room(chat).messages.values()].map((message) => message.text)).toEqual(["второе", "первое"]);
    expect(next.client.read.chatRow(1, chat)?.failed).toBe(0);
  });

  it("gives a failed message back when it is discarded", async () => {
    const { world, tab, ids } = await startedWith(1);
    const chat = ids[0] ?? 0;
    world.server.refusals.push({ code: "text_too_long", text: "Слишком длинно." });
    const cid = tab.client.sendMessage(1, chat, { text: "длинное" });
    await world.clock.advance(200);
    expect(tab.client.discardSend(cid)).toEqual({ text: "длинное" });
    expect(tab.client.read.messages(chat).items).toEqual([]);
    expect(await world.vault.outgoing()).toEqual([]);
  });

  it("does not send for another person", async () => {
    const { world, tab, ids } = await startedWith(1);
    world.setOnline(false);
    tab.client.sendMessage(1, ids[0] ?? 0, { text: "чужое" });
    await world.clock.advance(10);
    tab.kill();
    Object.assign(world.server.me, { id: 2 });
    world.server.spaces.set(2, 1);
    world.server.spaces.delete(1);
    const next = await world.start();
    await world.heal();
    expect(world.server.room(ids[0] ?? 0).messages.size).toBe(0);
    expect(next.client.read.chatList(2).ids).toEqual([]);
    expect(await world.vault.outgoing()).toEqual([]);
  });
});

it("what waits is kept ready to go, and the browser is asked to send it later", async () => {
  const vault = new MemoryVault();
  const world = new World(vault);
  const chat = world.server.addChat();
  const tab = await world.start();
  tab.client.sendMessage(1, chat, { text: "на связи" });
  await world.clock.advance(500);
  expect(world.woken).toBe(0);
  world.setOnline(false);
  tab.client.sendMessage(1, chat, { text: "без связи", silent: true });
  tab.client.forwardMessage(1, chat, { chat, seq: 1 });
  await world.clock.advance(500);
  expect(world.woken).toBe(2);
  const kept = (await vault.outgoing()).map(({ wire }) => wire);
  expect(kept).toMatchObject([
    { name: "send_message", fields: { chat, text: "без связи", silent: true } },
    { name: "forward_message", fields: { chat, from_chat: chat, seq: 1 } },
  ]);
});
