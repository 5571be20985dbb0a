import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pack, TooMuch } from "./pack";

test("a zip that others can read", async () => {
  const counts: number[] = [];
  const zip = await pack(
    [
      { path: "Чат/result.json", file: new Blob(['{"name": "Двор"}']) },
      { path: "Чат/photos/1.jpg", file: new Blob([new Uint8Array([1, 2, 3, 255])]) },
      { path: "Чат/empty.txt", file: new Blob([]) },
    ],
    (done) => counts.push(done),
  );
  expect(counts).toEqual([1, 2, 3]);
  const folder = mkdtempSync(join(tmpdir(), "pack-"));
  const path = join(folder, "x.zip");
  writeFileSync(path, new Uint8Array(await zip.arrayBuffer()));
  const script =
    "import json, sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\n" +
    "print(json.dumps({n: z.read(n).hex() for n in z.namelist()}))";
  const found = JSON.parse(execFileSync("python3", ["-c", script, path], { encoding: "utf8" }));
  expect(found).toEqual({
    "Чат/result.json": Buffer.from('{"name": "Двор"}').toString("hex"),
    "Чат/photos/1.jpg": "010203ff",
    "Чат/empty.txt": "",
  });
  expect(readFileSync(path).length).toBe(zip.size);
});

test("more than it can hold is said before anything is read", async () => {
  const huge = { size: 5_000_000_000 } as Blob;
  await expect(pack([{ path: "a", file: huge }])).rejects.toBeInstanceOf(TooMuch);
});
