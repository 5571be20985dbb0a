/** Sends files by the tus protocol: several at once, stopped and gone on with at will, also after a restart. */
import { DetailedError, Upload as Tus } from "tus-js-client";
import type { FileCard, Purpose, UploadState } from "./attachments";
import { ownError, VecheError } from "./errors";
import { accountHeader } from "./http";
import type { Trouble } from "./model";
import type { Parts, TimerId } from "./ports";
import { uploadsBase } from "./uploads";
import { type KeptUpload, UploadsStore } from "./uploadsStore";

const ENDPOINT = "/media/uploads";
const AT_ONCE = 2;
/** Small enough that little is lost with a connection, large enough to be quick. */
const CHUNK = 4 * 1024 * 1024;
const RETRIES = [0, 1000, 3000];
const AGAIN_MS = 5000;
const LOOK_MS = 3000;
const LOOK_HELD_MS = 30_000;

/** An upload as the screen shows it; another object whenever something in it changes. */
export interface Upload {
  readonly key: string;
  readonly name: string;
  readonly size: number;
  readonly purpose: Purpose;
  readonly state: UploadState;
  /** Bytes that the server has. */
  readonly sent: number;
  readonly file?: number;
  readonly card?: FileCard;
  readonly error?: Trouble;
}

interface Job {
  shown: Upload;
  kept: KeptUpload;
  tus: Tus | null;
  timer: TimerId | null;
  preview: string | undefined;
}

export class UploadEngine {
  private readonly jobs = new Map<string, Job>();
  private readonly store: UploadsStore;
  private readonly listeners = new Set<() => void>();
  /** Pictures of files that were sent from here: shown from memory, not fetched again. */
  private readonly local = new Map<number, string>();
  private readonly unwatch: () => void;

  constructor(
    private readonly parts: Parts,
    private readonly askCard: (file: number) => Promise<FileCard>,
  ) {
    this.store = new UploadsStore(uploadsBase(parts.account));
    this.unwatch = parts.surroundings.watch(() => this.wake());
    void this.store.sweep(parts.clock.now());
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  get(key: string): Upload | undefined {
    return this.jobs.get(key)?.shown;
  }

  /** Starts at once, as far as there is a free place. */
  add(blob: Blob, about: { readonly name: string; readonly purpose: Purpose }): string {
    const key = this.parts.newId();
    this.take({ key, blob, ...about, at: this.parts.clock.now() });
    return key;
  }

  private take(kept: KeptUpload): Job {
    const { key, name, purpose, blob } = kept;
    const job: Job = {
      kept,
      tus: null,
      timer: null,
      preview: undefined,
      shown: { key, name, purpose, size: blob.size, sent: 0, state: "waiting" },
    };
    this.jobs.set(key, job);
    void this.store.put(kept);
    this.next();
    return job;
  }

  /** Goes on with what an earlier start left; false if this device does not have it any more. */
  private async adopt(key: string): Promise<boolean> {
    if (this.jobs.has(key)) return true;
    const kept = await this.store.get(key);
    if (!kept) return false;
    if (!this.jobs.has(key)) this.take(kept);
    return true;
  }

  /** Resolves with the cards when the server has and has checked all of them; rejects with the first trouble. */
  async whenReady(keys: readonly string[]): Promise<ReadonlyMap<string, FileCard>> {
    for (const key of keys) {
      if (!(await this.adopt(key))) throw new VecheError("upload_lost", "The file is not on this device any more.");
    }
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const cards = new Map<string, FileCard>();
        for (const key of keys) {
          const upload = this.get(key);
          if (!upload || upload.state === "failed") {
            stop();
            const { code, text } = upload?.error ?? { code: "stopped", text: "" };
            reject(new VecheError(code, text));
            return;
          }
          if (upload.state === "ready" && upload.card) cards.set(key, upload.card);
        }
        if (cards.size < keys.length) return;
        stop();
        resolve(cards);
      };
      const stop = this.subscribe(look);
      look();
    });
  }

  pause(key: string): void {
    const job = this.jobs.get(key);
    if (!job || (job.shown.state !== "running" && job.shown.state !== "waiting")) return;
    void job.tus?.abort();
    job.tus = null;
    this.stopTimer(job);
    this.show(job, { state: "paused" });
    this.next();
  }

  resume(key: string): void {
    const job = this.jobs.get(key);
    if (!job || (job.shown.state !== "paused" && job.shown.state !== "failed")) return;
    const { error: _error, ...rest } = job.shown;
    job.shown = { ...rest, state: "waiting" };
    this.show(job, {});
    this.next();
  }

  /** Takes it back: the server forgets what it has of it. */
  cancel(key: string): void {
    const job = this.jobs.get(key);
    if (!job) return;
    this.jobs.delete(key);
    this.stopTimer(job);
    if (job.tus) void job.tus.abort(true).catch(() => undefined);
    else if (job.kept.url)
      void Tus.terminate(job.kept.url, { retryDelays: [], headers: accountHeader(this.parts.account) }).catch(
        () => undefined,
      );
    if (job.preview) URL.revokeObjectURL(job.preview);
    void this.store.delete(key);
    this.tell();
    this.next();
  }

  /** The message that it belongs to is sent: nothing more to keep here. */
  release(keys: readonly string[]): void {
    for (const key of keys) void this.store.delete(key);
  }

  /** An address of the bytes on this device. */
  preview(key: string): string | undefined {
    const job = this.jobs.get(key);
    if (!job) return undefined;
    job.preview ??= URL.createObjectURL(job.kept.blob);
    return job.preview;
  }

  localUrl(file: number): string | undefined {
    return this.local.get(file);
  }

  /** News of a file, from the server. */
  heard(card: FileCard): void {
    for (const job of this.jobs.values()) {
      if (job.kept.file === card.id && job.shown.state !== "ready") this.settle(job, card);
    }
  }

  /** There may be a network again. */
  wake(): void {
    for (const job of this.jobs.values()) {
      if (job.timer === null) continue;
      this.stopTimer(job);
      if (job.shown.state === "checking" || job.shown.state === "held") void this.look(job);
    }
    this.next();
  }

  async clear(): Promise<void> {
    this.unwatch();
    for (const job of this.jobs.values()) {
      this.stopTimer(job);
      await job.tus?.abort().catch(() => undefined);
    }
    this.jobs.clear();
    this.store.close();
    this.tell();
  }

  // -- one upload

  private next(): void {
    let free = AT_ONCE - [...this.jobs.values()].filter(({ shown }) => shown.state === "running").length;
    for (const job of this.jobs.values()) {
      if (free <= 0) return;
      if (job.shown.state !== "waiting" || job.timer !== null) continue;
      free -= 1;
      this.run(job);
    }
  }

  private run(job: Job): void {
    const { blob, name, purpose, url } = job.kept;
    const tus: Tus = new Tus(blob, {
      endpoint: ENDPOINT,
      uploadUrl: url ?? null,
      chunkSize: CHUNK,
      retryDelays: RETRIES,
      storeFingerprintForResuming: false,
      headers: accountHeader(this.parts.account),
      metadata: { filename: name, filetype: blob.type || "application/octet-stream", purpose },
      onUploadUrlAvailable: () => this.placed(job, tus.url ?? ""),
      onProgress: (sent) => job.tus === tus && this.show(job, { sent }),
      onSuccess: () => job.tus === tus && this.arrived(job),
      onError: (error) => job.tus === tus && this.broke(job, error),
    });
    job.tus = tus;
    this.show(job, { state: "running" });
    tus.start();
  }

  private placed(job: Job, url: string): void {
    const path = new URL(url, location.href).pathname;
    const file = Number(path.split("/").at(-1));
    job.kept = { ...job.kept, url: path, file };
    this.show(job, { file });
    void this.store.put(job.kept);
  }

  private arrived(job: Job): void {
    job.tus = null;
    this.show(job, { state: "checking", sent: job.shown.size });
    void this.look(job);
    this.next();
  }

  private async look(job: Job): Promise<void> {
    const file = job.kept.file;
    if (file === undefined) return;
    try {
      this.settle(job, await this.askCard(file));
    } catch {
      // Asked again below.
    }
    const { state } = job.shown;
    if ((state !== "checking" && state !== "held") || job.timer !== null || !this.jobs.has(job.kept.key)) return;
    job.timer = this.parts.clock.after(state === "held" ? LOOK_HELD_MS : LOOK_MS, () => {
      job.timer = null;
      void this.look(job);
    });
  }

  private settle(job: Job, card: FileCard): void {
    if (card.state === "ready") {
      this.stopTimer(job);
      const preview = this.preview(job.kept.key);
      if (preview) this.local.set(card.id, preview);
      this.show(job, { state: "ready", card, file: card.id, sent: job.shown.size });
    } else if (card.state === "refused") {
      this.stopTimer(job);
      this.show(job, { state: "failed", error: { code: card.code ?? "file_refused", text: "" } });
    } else if (card.state === "held") this.show(job, { state: "held" });
  }

  /** A broken connection is waited for; a refusal of the server is final. */
  private broke(job: Job, error: Error): void {
    job.tus = null;
    const status = error instanceof DetailedError ? (error.originalResponse?.getStatus() ?? 0) : 0;
    if (status >= 400 && status < 500 && status !== 423 && status !== 429 && status !== 409 && status !== 408) {
      this.show(job, { state: "failed", error: troubleOf(error as DetailedError, status) });
    } else {
      this.show(job, { state: "waiting" });
      job.timer = this.parts.clock.after(AGAIN_MS, () => {
        job.timer = null;
        this.next();
      });
    }
    this.next();
  }

  private stopTimer(job: Job): void {
    if (job.timer !== null) this.parts.clock.cancel(job.timer);
    job.timer = null;
  }

  private show(job: Job, change: Partial<Upload>): void {
    job.shown = { ...job.shown, ...change };
    this.tell();
  }

  private tell(): void {
    for (const listener of [...this.listeners]) listener();
  }
}

/** The server's own words, when it gave some. */
function troubleOf(error: DetailedError, status: number): Trouble {
  if (status === 401) return ownError("signed_out").trouble;
  try {
    const body: unknown = JSON.parse(error.originalResponse?.getBody() ?? "");
    const inner = typeof body === "object" && body !== null && "error" in body ? body.error : body;
    if (typeof inner === "object" && inner !== null && "code" in inner && "text" in inner) {
      return { code: String(inner.code), text: String(inner.text) };
    }
  } catch {
    // no words: below
  }
  return { code: "bad_answer", text: `HTTP ${status}` };
}
