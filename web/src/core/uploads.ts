/** The door to uploads: what sends the bytes comes with the first upload, not with the first screen. */
import type { FileCard } from "./attachments";
import type { Account, Parts } from "./ports";
import type { UploadEngine } from "./uploadsEngine";

/** A database of its own: a file may be larger than everything else together. */
export function uploadsBase({ base }: Account): string {
  return `${base}-uploads`;
}

export class Uploads {
  private loading: Promise<UploadEngine> | undefined;
  /** There since the first upload of this start. */
  engine: UploadEngine | undefined;

  constructor(
    private readonly parts: Parts,
    private readonly askCard: (file: number) => Promise<FileCard>,
  ) {}

  load(): Promise<UploadEngine> {
    this.loading ??= import("./uploadsEngine").then(({ UploadEngine }) => {
      this.engine = new UploadEngine(this.parts, this.askCard);
      return this.engine;
    });
    return this.loading;
  }

  /** The session is over: nothing of it stays here. */
  async forget(): Promise<void> {
    await this.engine?.clear();
    this.engine = undefined;
    this.loading = undefined;
    if ("indexedDB" in globalThis) indexedDB.deleteDatabase(uploadsBase(this.parts.account));
  }
}
