import { describe, expect, it } from "vitest";
import { deviceStorage } from "./deviceStorage";
import { mayFrame } from "./frame";
import { readPost, seqFrom } from "./postLink";

class FakeStorage {
  [key: string]: unknown;
  getItem(key: string) {
    return (this[key] as string | undefined) ?? null;
  }
  setItem(key: string, value: string) {
    this[key] = value;
  }
  removeItem(key: string) {
    delete this[key];
  }
}

describe("what an app keeps on the device", () => {
  const storage = new FakeStorage() as unknown as Storage;
  const one = deviceStorage(storage, 7, 100);

  it("is its own, for one person", () => {
    one.act({ act: "set", key: "dept", value: "ЖКХ" });
    expect(one.act({ act: "get", key: "dept" })).toBe("ЖКХ");
    expect(deviceStorage(storage, 7, 101).act({ act: "get", key: "dept" })).toBeNull();
    expect(deviceStorage(storage, 8, 100).act({ act: "get", key: "dept" })).toBeNull();
    deviceStorage(storage, 8, 100).act({ act: "clear" });
    expect(one.act({ act: "get", key: "dept" })).toBe("ЖКХ");
    one.act({ act: "remove", key: "dept" });
    expect(one.act({ act: "get", key: "dept" })).toBeNull();
  });

  it("has a measure", () => {
    expect(() => one.act({ act: "set", key: "long", value: "x".repeat(4097) })).toThrow("too_long");
    expect(() => one.act({ act: "set", key: "", value: "x" })).toThrow("bad_key");
    expect(() => one.act({ act: "set", key: "n", value: 7 as unknown as string })).toThrow("too_long");
    for (let n = 0; n < 50; n += 1) one.act({ act: "set", key: `k${n}`, value: "x" });
    expect(() => one.act({ act: "set", key: "more", value: "x" })).toThrow("full");
    one.act({ act: "set", key: "k0", value: "changed" });
    one.act({ act: "clear" });
    expect(one.act({ act: "get", key: "k0" })).toBeNull();
  });
});

describe("what may be framed", () => {
  const own = { hostname: "veche.city.example" };
  it.each([
    ["https://priem.city.example/#x", "https://priem.city.example", true],
    ["https://veche.city.example:9000/", "https://veche.city.example:9000", false],
    ["https://other.example/", "https://priem.city.example", false],
    ["javascript:alert(1)", "null", false],
    ["nonsense", "nonsense", false],
  ])("%s", (url, origin, may) => {
    expect(mayFrame({ url, origin }, own)).toBe(may);
  });
});

describe("a link to a message", () => {
  it("names its moment and the end of its number", () => {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigUint64(0, (1_795_424_400_123n << 16n) | BigInt(70_001 & 0xffff));
    const text = btoa(String.fromCharCode(...bytes))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");
    const place = readPost(text);
    expect(place).toEqual({ at: 1_795_424_400_123, low: 70_001 & 0xffff });
    expect(seqFrom(70_000, place?.low ?? 0)).toBe(70_001);
    expect(readPost("short")).toBeUndefined();
  });
});
