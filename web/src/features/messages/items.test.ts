import { describe, expect, it } from "vitest";
import type { ChatMessage } from "../../core";
import { type Line, stage, toLines } from "./items";

const minute = 60_000;
const noon = new Date(2026, 10, 19, 12, 0).getTime();

function message(seq: number, sender: number, at: number, rest: Partial<ChatMessage> = {}): ChatMessage {
  return { key: `k${seq}`, chat: 5, seq, version: seq, sender, at, text: `№ ${seq}`, state: "sent", mine: [], ...rest };
}

const about = { own: new Set([1]), readSeq: undefined, hidden: new Set<string>() };

describe("lines of the history", () => {
  it("join messages of one sender within five minutes", () => {
    const lines = toLines(
      [
        message(1, 2, noon),
        message(2, 2, noon + minute),
        message(3, 2, noon + 7 * minute),
        message(4, 1, noon + 8 * minute),
      ],
      about,
    );
    expect(lines.map((line) => [line.first, line.last])).toEqual([
      [true, false],
      [false, true],
      [true, true],
      [true, true],
    ]);
    expect(lines.map((line) => line.own)).toEqual([false, false, false, true]);
  });

  it("begin a day where the calendar does", () => {
    const midnight = new Date(2026, 10, 19, 23, 59).getTime();
    const lines = toLines([message(1, 2, midnight), message(2, 2, midnight + 2 * minute)], about);
    expect(lines.map((line) => line.day !== undefined)).toEqual([true, true]);
    expect(lines.map((line) => line.first)).toEqual([true, true]);
  });

  it("say once where the new messages begin, and not above one's own", () => {
    const lines = toLines([message(1, 2, noon), message(2, 1, noon), message(3, 2, noon), message(4, 2, noon)], {
      ...about,
      readSeq: 1,
    });
    expect(lines.map((line) => line.fresh)).toEqual([false, false, true, false]);
  });

  it("say nothing about new messages in a window that begins later", () => {
    const lines = toLines([message(7, 2, noon), message(8, 2, noon)], { ...about, readSeq: 1 });
    expect(lines.some((line) => line.fresh)).toBe(false);
  });

  it("begin with a line that will not change when older ones come", () => {
    const newer = [message(2, 2, noon), message(3, 2, noon), message(4, 2, noon)];
    const early = toLines(newer, { ...about, older: true });
    expect(early.map((line) => line.message.seq)).toEqual([3, 4]);
    const whole = toLines([message(1, 2, noon), ...newer], { ...about, older: true }, early);
    expect(whole.slice(-2)).toEqual(early);
    expect(whole.slice(-2).every((line, at) => line === early[at])).toBe(true);
    expect(toLines([message(4, 2, noon)], { ...about, older: true })).toHaveLength(1);
  });

  it("hide what is being deleted", () => {
    const lines = toLines([message(1, 2, noon), message(2, 2, noon)], { ...about, hidden: new Set(["5:1"]) });
    expect(lines.map((line) => line.key)).toEqual(["k2"]);
  });

  it("stay the same objects while nothing in them changes", () => {
    const messages = [message(1, 2, noon), message(2, 2, noon)];
    const before = toLines(messages, about);
    const after = toLines([...messages, message(3, 1, noon)], about, before);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).toBe(before[1]);
  });
});

const lines = (from: number, to: number): Line[] =>
  Array.from({ length: to - from }, (_, index) => {
    const seq = from + index;
    return { key: `k${seq}`, message: message(seq, 2, noon), own: false, first: true, last: true, fresh: false };
  });
const keys = (list: readonly Line[] | undefined) => list && `${list[0]?.key}..${list.at(-1)?.key}`;

describe("stages of a change", () => {
  it("keep the place from the end when the start grows or is cut", () => {
    expect(stage(lines(10, 20), lines(5, 20))).toMatchObject({ shift: true });
    expect(stage(lines(10, 20), lines(15, 20))).toMatchObject({ shift: true });
    expect(stage(lines(10, 20), lines(10, 25))).toMatchObject({ shift: false });
  });

  it("are two when both ends change", () => {
    const older = stage(lines(10, 20), lines(5, 15));
    expect([older.shift, keys(older.lines), keys(older.later)]).toEqual([true, "k5..k19", "k5..k14"]);
    const newer = stage(lines(10, 20), lines(15, 25));
    expect([newer.shift, keys(newer.lines), keys(newer.later)]).toEqual([true, "k15..k19", "k15..k24"]);
  });

  it("are one when the list is another one", () => {
    expect(stage(lines(10, 20), lines(100, 120))).toMatchObject({ shift: false });
    expect(stage([], lines(1, 3))).toMatchObject({ shift: false });
  });
});
