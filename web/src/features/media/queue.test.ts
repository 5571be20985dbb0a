import { describe, expect, it } from "vitest";
import { nextIn, tracksOf } from "./queue";

const message = (seq: number, ...attachments: { type: "voice" | "audio" | "file"; file?: number; title?: string }[]) =>
  ({ chat: 1, seq, version: seq, sender: 2, at: 0, attachments }) as unknown as Parameters<typeof tracksOf>[0];

const queue = [
  message(3, { type: "voice", file: 10 }),
  message(4, { type: "audio", file: 20, title: "Гимн" }, { type: "audio", file: 21, title: "Марш" }),
  message(5, { type: "file", file: 30 }, { type: "voice" }),
  message(6, { type: "voice", file: 11 }),
  message(7, { type: "audio", file: 22, title: "Вальс" }),
].flatMap((one) => tracksOf(one, "Анна Львовна"));

describe("the queue of recordings", () => {
  it("names words after who spoke and music after itself", () => {
    expect(queue.map(({ title }) => title)).toEqual(["Анна Львовна", "Гимн", "Марш", "Анна Львовна", "Вальс"]);
  });

  it("goes from words to words and from music to music, also within an album", () => {
    const file = (at: number) => nextIn(queue, queue[at] as (typeof queue)[0])?.file;
    expect([file(0), file(1), file(2), file(3), file(4)]).toEqual([11, 21, 22, undefined, undefined]);
  });
});
