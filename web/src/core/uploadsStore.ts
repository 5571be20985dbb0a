/** Files on their way, kept until the server has them whole. Where storage is refused they live as long as the page. */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Purpose } from "./attachments";

/** What nobody claimed for so long is forgotten: the server has forgotten it too. */
const STALE_MS = 2 * 24 * 3600 * 1000;

export interface KeptUpload {
  readonly key: string;
  /** A file chosen on the disk is kept as a reference by most browsers, not as a copy in memory. */
  readonly blob: Blob;
  readonly name: string;
  readonly purpose: Purpose;
  readonly at: number;
  /** Where the server takes the bytes. */
  readonly url?: string;
  readonly file?: number;
}

interface Schema extends DBSchema {
  uploads: { key: string; value: KeptUpload };
}

export class UploadsStore {
  private opening: Promise<IDBPDatabase<Schema> | null> | null = null;

  constructor(private readonly base: string) {}

  private open(): Promise<IDBPDatabase<Schema> | null> {
    this.opening ??= openDB<Schema>(this.base, 1, {
      upgrade: (db) => {
        db.createObjectStore("uploads", { keyPath: "key" });
      },
      blocking: () => this.close(),
    }).catch(() => null);
    return this.opening;
  }

  private async attempt<T>(otherwise: T, work: (db: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
    const db = await this.open();
    if (!db) return otherwise;
    try {
      return await work(db);
    } catch {
      // No space for the file, or storage was wiped: it still goes, it only does not survive a restart.
      return otherwise;
    }
  }

  put(upload: KeptUpload): Promise<void> {
    return this.attempt(undefined, async (db) => {
      await db.put("uploads", upload);
    });
  }

  get(key: string): Promise<KeptUpload | undefined> {
    return this.attempt<KeptUpload | undefined>(undefined, (db) => db.get("uploads", key));
  }

  delete(key: string): Promise<void> {
    return this.attempt(undefined, (db) => db.delete("uploads", key));
  }

  sweep(now: number): Promise<void> {
    return this.attempt(undefined, async (db) => {
      for (const { key, at } of await db.getAll("uploads")) if (now - at > STALE_MS) await db.delete("uploads", key);
    });
  }

  close(): void {
    void this.opening?.then((db) => db?.close());
    this.opening = null;
  }
}
