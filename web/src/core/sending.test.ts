import { describe, expect, it } from "vitest";
import type { FileCard } from "./attachments";
import { VecheError } from "./errors";
import type { ChatId } from "./model";
import { MemoryVault } from "./testing/vault";
import { type Tab, World } from "./testing/world";
import type { UploadEngine } from "./uploadsEngine";

const CARD: FileCard = { id: 77, kind: "file", name: "акт.pdf", size: 10, state: "ready" };

/** Uploads that are ready, or broken, when the test says so. */
class Uploading {
  readonly cancelled: string[] = [];
  readonly resumed: string[] = [];
  private settle: { done: (cards: ReadonlyMap<string, FileCard>) => void; fail: (error: Error) => void } | undefined;

  constructor(tab: Tab) {
    const engine = {
      whenReady: () =>
        new Promise<ReadonlyMap<string, FileCard>>((done, fail) => {
          this.settle = { done, fail };
        }),
      cancel: (key: string) => void this.cancelled.push(key),
      resume: (key: string) => void this.resumed.push(key),
      release: () => undefined,
      wake: () => undefined,
    } as unknown as UploadEngine;
    tab.client.uploads.engine = engine;
    tab.client.uploads.load = () => Promise.resolve(engine);
  }

  ready(): void {
    this.settle?.done(new Map([["one", CARD]]));
  }

  broken(): void {
    this.settle?.fail(new VecheError("quota_reached", "Место закончилось."));
  }
}

async function started(): Promise<{ world: World; tab: Tab; chat: ChatId }> {
  const world = new World(new MemoryVault());
  const chat = world.server.addChat();
  const tab = await world.start();
  await world.clock.advance(3000);
  return { world, tab, chat };
}

const MESSAGE = { text: "с файлом", attachments: [{ type: "file", upload: "one", name: "акт.pdf" }] } as const;
const said = (world: World, chat: ChatId) => [...world.server.room(chat).messages.values()].map(({ text }) => text);

describe("a message with a file", () => {
  it("waits for its file, shown all the while, and holds nobody up", async () => {
    const { world, tab, chat } = await started();
    const uploading = new Uploading(tab);
    tab.client.sendMessage(1, chat, MESSAGE);
    tab.client.sendMessage(1, chat, { text: "без файла" });
    await world.clock.advance(500);
    expect(said(world, chat)).toEqual(["без файла"]);
    const shown = tab.client.read.messages(chat).items.find(({ text }) => text === "с файлом");
    expect(shown).toMatchObject({ state: "pending", attachments: [{ type: "file", upload: "one", name: "акт.pdf" }] });
    uploading.ready();
    await world.clock.advance(500);
    expect(said(world, chat)).toEqual(["без файла", "с файлом"]);
    expect(await world.vault.outgoing()).toEqual([]);
  });

  it("is kept through a restart until its file is there", async () => {
    const { world, tab, chat } = await started();
    new Uploading(tab);
    tab.client.sendMessage(1, chat, MESSAGE);
    await world.clock.advance(100);
    tab.kill();
    const next = await world.start();
    const uploading = new Uploading(next);
    await world.clock.advance(500);
    expect(next.client.read.messages(chat).items.map(({ state }) => state)).toEqual(["pending"]);
    expect(said(world, chat)).toEqual([]);
    expect(uploading.cancelled).toEqual([]);
  });

  it("says why its file was refused, and tries the file again on demand", async () => {
    const { world, tab, chat } = await started();
    const uploading = new Uploading(tab);
    const cid = tab.client.sendMessage(1, chat, MESSAGE);
    await world.clock.advance(100);
    uploading.broken();
    await world.clock.advance(100);
    expect(tab.client.read.messages(chat).items.at(-1)).toMatchObject({
      state: "failed",
      error: { code: "quota_reached", text: "Место закончилось." },
    });
    tab.client.retrySend(cid);
    await world.clock.advance(100);
    expect(uploading.resumed).toEqual(["one"]);
    uploading.ready();
    await world.clock.advance(500);
    expect(said(world, chat)).toEqual(["с файлом"]);
  });

  it("takes its file back when it is discarded", async () => {
    const { world, tab, chat } = await started();
    const uploading = new Uploading(tab);
    const cid = tab.client.sendMessage(1, chat, MESSAGE);
    await world.clock.advance(100);
    expect(tab.client.discardSend(cid)?.text).toBe("с файлом");
    expect(uploading.cancelled).toEqual(["one"]);
    uploading.ready();
    await world.clock.advance(500);
    expect(said(world, chat)).toEqual([]);
    expect(await world.vault.outgoing()).toEqual([]);
  });
});
