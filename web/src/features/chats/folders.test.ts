import { describe, expect, it } from "vitest";
import type { ChatRow } from "../../core";
import { inFolder } from "./folders";

describe("folders", () => {
  const row = (kind: string, unread: number) => ({ chat: { kind }, unread }) as unknown as ChatRow;
  it("sort lines by kind and by what is unread", () => {
    expect(inFolder(row("group", 0), "unread")).toBe(false);
    expect(inFolder(row("group", 2), "unread")).toBe(true);
    expect(inFolder(row("channel", 0), "channels")).toBe(true);
    expect(inFolder(row("dialog", 0), "groups")).toBe(false);
    expect(inFolder(row("dialog", 0), "all")).toBe(true);
  });
});
