import jsQR from "jsqr";
import { encode } from "uqr";
import { expect, it } from "vitest";
import { isNumber } from "../passkeys";
import { codeOf } from "./scan";

const HOME = "https://veche.example";

it("reads what a new device shows", () => {
  const link = `${HOME}/link#7K3M-9QXT`;
  const scale = 4;
  const { data, size } = encode(link, { ecc: "M", border: 3 });
  const width = size * scale;
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  for (let y = 0; y < width; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (data[Math.floor(y / scale)]?.[Math.floor(x / scale)])
        pixels.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  const seen = jsQR(pixels, width, width);
  expect(seen?.data).toBe(link);
  expect(codeOf(seen?.data ?? "", HOME)).toBe("7K3M-9QXT");
});

it("takes a typed code", () => {
  expect(codeOf(" 7k3m 9qxt ", HOME)).toBe("7k3m 9qxt");
  expect(codeOf("7K3M9QXT", HOME)).toBe("7K3M9QXT");
});

it("leaves everything else alone", () => {
  for (const text of [
    "https://evil.example/link#7K3M-9QXT",
    "https://veche.example.evil.example/link#7K3M-9QXT",
    "http://veche.example/link#7K3M-9QXT",
    "https://veche.example/invite#7K3M-9QXT",
    "https://veche.example/link",
    "javascript:alert(1)",
    "",
    "7K3M",
  ]) {
    expect(codeOf(text, HOME)).toBeUndefined();
  }
});

it("knows numbers from names", () => {
  expect(["127.0.0.1", "[::1]", "2001:db8::1"].every(isNumber)).toBe(true);
  expect(["localhost", "veche.example", "veche1.example"].some(isNumber)).toBe(false);
});
