import { describe, expect, it } from "vitest";
import type { ChatMessage } from "../../../core";
import { linksIn, months, thingsIn } from "./shared";

const message = (more: Partial<ChatMessage>): ChatMessage =>
  ({
    key: "",
    chat: 1,
    seq: 1,
    version: 1,
    sender: 2,
    at: 0,
    text: "",
    state: "sent",
    mine: [],
    ...more,
  }) as ChatMessage;

describe("what was shared", () => {
  it("is cut out of albums by kind", () => {
    const album = message({
      attachments: [
        { type: "photo", file: 1 },
        { type: "video", file: 2 },
        { type: "link", url: "https://a.example/", file: 3 },
        { type: "photo" },
      ],
    });
    expect(thingsIn([album], "media").map(({ file }) => file)).toEqual([1, 2]);
    expect(thingsIn([album], "files")).toEqual([]);
  });

  it("has each address once, without the sign after it and without what is no page", () => {
    const said = message({
      text: "План: https://gorod.example/plan, и (http://b.example/x). Ещё https://gorod.example/plan",
      entities: [
        { type: "link", offset: 0, length: 4, url: "https://c.example/" },
        { type: "link", offset: 0, length: 4, url: "mailto:a@b.example" },
      ],
    });
    expect(linksIn(said)).toEqual(["https://gorod.example/plan", "http://b.example/x", "https://c.example/"]);
  });

  it("stands by month", () => {
    const at = (year: number, month: number) => new Date(year, month, 5).getTime();
    const things = [at(2026, 10), at(2026, 10), at(2026, 9), at(2025, 9)].map((when) => ({
      message: message({ at: when }),
      item: { type: "photo" as const },
      file: 1,
    }));
    expect(months(things).map(({ things: some }) => some.length)).toEqual([2, 1, 1]);
  });
});
