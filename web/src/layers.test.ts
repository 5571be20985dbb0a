import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const SRC = fileURLToPath(new URL(".", import.meta.url));
/** What stands lower may not know what stands higher. */
const RANK: Readonly<Record<string, number>> = {
  bridge: 0,
  core: 0,
  i18n: 0,
  ui: 1,
  common: 2,
  features: 3,
  screens: 4,
};

function files(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return files(path);
    return /\.tsx?$/.test(name) && !name.includes(".test.") ? [path] : [];
  });
}

interface Import {
  readonly from: string;
  readonly to: string;
}

function imports(): Import[] {
  return files(SRC).flatMap((path) =>
    [...readFileSync(path, "utf8").matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)].map(([, target = ""]) => ({
      from: relative(SRC, path),
      to: relative(SRC, join(dirname(path), target)),
    })),
  );
}

const layer = (path: string) => path.split("/")[0] ?? "";
const feature = (path: string) => path.split("/")[1];
const tell = ({ from, to }: Import) => `${from} → ${to}`;

describe("layers", () => {
  const all = imports();

  it("know only what stands below them", () => {
    const wrong = all.filter(({ from, to }) => (RANK[layer(from)] ?? 9) < (RANK[layer(to)] ?? 9));
    expect(all.length).toBeGreaterThan(200);
    expect(wrong.map(tell)).toEqual([]);
  });

  it("have features that do not know each other", () => {
    const wrong = all.filter(
      ({ from, to }) => layer(from) === "features" && layer(to) === "features" && feature(from) !== feature(to),
    );
    expect(wrong.map(tell)).toEqual([]);
  });

  it("reach the core through its door only", () => {
    const wrong = all.filter(({ from, to }) => layer(to) === "core" && to !== "core" && layer(from) !== "core");
    expect(wrong.map(tell)).toEqual([]);
  });

  it("keep colours and pixels in the style sheets of ui", () => {
    const drawn = files(SRC).filter((path) => path.endsWith(".tsx"));
    const wrong = drawn.filter((path) => /style=\{|#[0-9a-f]{6}\b|oklch\(|rgb\(/i.test(readFileSync(path, "utf8")));
    expect(wrong.map((path) => relative(SRC, path))).toEqual([]);
  });
});
