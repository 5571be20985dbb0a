import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Client } from "./api";
import type { ChatId } from "./model";
import { OTHERS } from "./testing/server";
import { MemoryVault } from "./testing/vault";
import { type Tab, World } from "./testing/world";

/** What the client shows has to be what the server has, for every chat and every message in a window. */
function expectSame(world: World, client: Client): void {
  const mine = [...world.server.rooms.values()].filter((room) => room.seats.has(1));
  const list = [...client.read.chatList(1).ids, ...client.read.chatList(1, true).ids];
  expect([...list].sort()).toEqual(mine.map((room) => room.id).sort());
  for (const room of mine) {
    const row = client.read.chatRow(1, room.id);
    const seat = room.seats.get(1);
    const visible = world.server.visible(room);
    expect(row?.chat.title).toBe(room.title);
    expect(row?.chat.members_count).toBe(room.members);
    expect(row?.chat.seq).toBe(room.seq);
    expect(row?.chat.version).toBe(room.version);
    // My own newest message counts as read here, whether or not the server was told before this device died.
    const mark = row?.membership.read_seq ?? 0;
    if (mark !== seat?.read_seq) expect(room.messages.get(mark)?.sender).toBe(1);
    expect({ ...row?.membership, read_seq: 0 }).toEqual({ ...seat, read_seq: 0 });
    if (!room.hidden.has(room.seq)) expect(row?.last?.text).toBe(visible.at(-1)?.text);
    const window = client.read.messages(room.id);
    const first = window.hasOlder ? (window.items[0]?.seq ?? room.seq + 1) : 1;
    const last = window.hasNewer ? (window.items.at(-1)?.seq ?? 0) : room.seq;
    const shown = window.items.map(({ key: _k, state, mine: reacted, cid: _c, ...message }) => {
      expect(state).toBe("sent");
      return { ...message, reacted: [...reacted].sort() };
    });
    const expected = visible
      .filter((message) => message.seq >= first && message.seq <= last)
      .map((message) => ({ ...message, reacted: [...(room.mine.get(message.seq) ?? [])].sort() }));
    expect(shown).toEqual(expected);
  }
}

const chat = fc.nat(3);
const place = fc.nat(40);
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant("post" as const), chat, many: fc.integer({ min: 1, max: 12 }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("edit" as const), chat, place }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("remove" as const), chat, place }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("hide" as const), chat, place }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("react" as const), chat, place, me: fc.boolean(), on: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("rename" as const), chat }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("read" as const), chat, place }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("archive" as const), chat, on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("join" as const), chat }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("leave" as const), chat }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("open" as const), chat }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("close" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("jump" as const), chat, place }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("older" as const), chat }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("newer" as const), chat }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("say" as const), chat }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("cut" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("restart" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("offline" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("online" as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("fates" as const),
      fates: fc.array(fc.constantFrom("lose" as const, "twice" as const, "late" as const), { maxLength: 4 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.constantFrom(0, 10, 60, 500, 5000) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

class Play {
  readonly world = new World(new MemoryVault());
  tab: Tab;
  readonly chats: ChatId[] = [];
  private readonly closers: (() => void)[] = [];

  constructor() {
    this.tab = this.world.tab();
    for (let number = 0; number < 3; number += 1) this.chats.push(this.world.server.addChat());
    this.chats.push(this.world.server.addChat([]));
  }

  async run(step: Step): Promise<void> {
    const { client } = this.tab;
    const { server, network, clock } = this.world;
    const chat = "chat" in step ? (this.chats[step.chat] ?? 0) : 0;
    const seq = "place" in step ? 1 + (step.place % Math.max(1, server.room(chat).seq)) : 0;
    const other = OTHERS[seq % OTHERS.length] ?? 9001;
    switch (step.do) {
      case "post":
        for (let number = 0; number < step.many; number += 1) server.post(chat, `текст ${server.room(chat).seq + 1}`);
        break;
      case "edit":
        server.alter(chat, seq, { text: `правка ${server.room(chat).version}`, edited_at: clock.now() });
        break;
      case "remove":
        server.remove(chat, seq);
        break;
      case "hide":
        if (server.room(chat).seats.has(1)) server.hide(chat, seq);
        break;
      case "react":
        server.react(chat, seq, "👍", step.me ? 1 : other, step.on);
        break;
      case "rename":
        server.rename(chat, `Название ${server.room(chat).version}`);
        break;
      case "read":
        server.read(chat, 1, seq);
        break;
      case "archive":
        server.change(chat, 1, { archived: step.on });
        break;
      case "join":
        server.join(chat, 1);
        break;
      case "leave":
        server.leave(chat, 1);
        break;
      case "open":
        this.closers.push(client.openChat(1, chat, "newest"));
        break;
      case "close":
        this.closers.shift()?.();
        break;
      case "jump":
        client.jumpTo(chat, seq).catch(() => undefined);
        break;
      case "older":
        client.loadOlder(chat).catch(() => undefined);
        break;
      case "newer":
        client.loadNewer(chat).catch(() => undefined);
        break;
      case "say":
        if (client.read.chat(chat) && server.room(chat).seats.has(1)) client.sendMessage(1, chat, { text: "моё" });
        break;
      case "restart":
        this.tab.kill();
        this.closers.length = 0;
        this.tab = await this.world.start();
        break;
      case "cut":
        this.world.cut();
        break;
      case "offline":
      case "online":
        this.world.setOnline(step.do === "online");
        break;
      case "fates":
        network.fates.push(...step.fates);
        break;
      case "wait":
        await clock.advance(step.ms);
        break;
    }
  }
}

describe("sync", () => {
  it("comes to the server's state after any order, loss and repetition of events", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
        const play = new Play();
        play.tab = await play.world.start();
        for (const one of steps) await play.run(one);
        await play.world.heal();
        const { tab } = play;
        // What failed for good (a chat that was left meanwhile) is not the server's state.
        for (const id of play.chats) {
          for (const message of tab.client.read.messages(id).items) {
            if (message.state === "failed" && message.cid) tab.client.discardSend(message.cid);
          }
        }
        await play.world.clock.advance(2000);
        expectSame(play.world, tab.client);
      }),
      { numRuns: Number(process.env.VECHE_RUNS ?? 150) },
    );
  }, 300_000);
});
