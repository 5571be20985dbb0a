/** The one connection to the server: opens, asks, hears, and comes back by itself. */
import type { Answer, Ask, CommandName } from "./commands";
import { ownError, VecheError } from "./errors";
import { type AnswerFrame, parseFrame, type ServerEvent, type WelcomeEvent, type WireError } from "./events";
import type { Parts, SocketLike, TimerId } from "./ports";

/** After this long without a frame we ask whether the server is there; it answers any frame. */
const IDLE_MS = 25_000;
const PROBE_MS = 8_000;
const OPEN_MS = 12_000;
const REQUEST_MS = 20_000;
const LONGEST_WAIT_MS = 30_000;
/** A page that was hidden or asleep this long asks at once when it is looked at again. */
const DOUBT_MS = 10_000;

export type LinkStatus = "online" | "connecting" | "offline";

export interface LinkHooks {
  /** Every event of the server except `welcome` and `signed_out`. */
  event(event: ServerEvent): void;
  welcome(event: WelcomeEvent): void;
  signedOut(reason: string): void;
  changed(): void;
}

interface Waiting {
  readonly frame: string;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: VecheError) => void;
  readonly timer: TimerId;
  sent: boolean;
}

export function errorOf(wire: WireError, status = 0): VecheError {
  return new VecheError(wire.code, wire.text, {
    status,
    ...(wire.details ? { details: wire.details } : {}),
    ...(wire.retry_after === undefined ? {} : { retryAfter: wire.retry_after }),
  });
}

export class Link {
  status: LinkStatus = "offline";
  retryAt: number | undefined;

  private wanted = false;
  private socket: SocketLike | null = null;
  private attempt = 0;
  private lastId = 0;
  private lastHeard = 0;
  private lastLooked = 0;
  private retryTimer: TimerId | null = null;
  private watchTimer: TimerId | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private unwatch: (() => void) | null = null;

  constructor(
    private readonly parts: Parts,
    private readonly hooks: LinkHooks,
  ) {}

  /** Somebody waits for an answer. */
  get busy(): boolean {
    return this.waiting.size > 0;
  }

  start(): void {
    if (this.wanted) return;
    this.wanted = true;
    this.attempt = 0;
    this.unwatch = this.parts.surroundings.watch(() => this.surroundingsChanged());
    if (this.parts.surroundings.online()) this.open();
    else this.setStatus("offline");
  }

  stop(): void {
    this.wanted = false;
    this.unwatch?.();
    this.unwatch = null;
    this.drop("stopped");
    this.setStatus("offline");
    for (const id of [...this.waiting.keys()]) this.settle(id)?.reject(ownError("stopped"));
  }

  /** Asks the server. While a connection is being made the request waits for it; without a network it fails at once. */
  request<Name extends CommandName>(name: Name, fields: Ask<Name>, timeout = REQUEST_MS): Promise<Answer<Name>> {
    if (!this.wanted) return Promise.reject(ownError("signed_out"));
    if (this.status === "offline") return Promise.reject(ownError("offline"));
    return this.ask(name, fields, timeout) as Promise<Answer<Name>>;
  }

  private ask(name: string, fields: object, timeout: number): Promise<unknown> {
    this.lastId += 1;
    const id = this.lastId;
    const frame = JSON.stringify({ id, cmd: name, ...fields });
    return new Promise((resolve, reject) => {
      const timer = this.parts.clock.after(timeout, () => {
        this.settle(id)?.reject(ownError(this.status === "online" ? "timeout" : "offline"));
      });
      const entry: Waiting = { frame, resolve, reject, timer, sent: false };
      this.waiting.set(id, entry);
      if (this.status === "online") this.transmit(entry);
    });
  }

  private transmit(entry: Waiting): void {
    entry.sent = true;
    this.socket?.send(entry.frame);
  }

  private settle(id: number): Waiting | undefined {
    const entry = this.waiting.get(id);
    if (entry) {
      this.waiting.delete(id);
      this.parts.clock.cancel(entry.timer);
    }
    return entry;
  }

  // -- opening and closing

  private open(): void {
    this.clearRetry();
    if (!this.wanted || this.socket) return;
    this.setStatus("connecting");
    let socket: SocketLike;
    try {
      socket = this.parts.openSocket(this.parts.account.id);
    } catch {
      this.retryLater();
      return;
    }
    this.socket = socket;
    this.lastHeard = this.parts.clock.now();
    socket.onmessage = (event) => {
      if (this.socket === socket && typeof event.data === "string") this.heard(event.data);
    };
    socket.onclose = () => {
      if (this.socket === socket) this.lost();
    };
    this.watchTimer = this.parts.clock.after(OPEN_MS, () => this.lost());
  }

  private lost(): void {
    this.drop("connection_lost");
    if (this.wanted) this.retryLater();
  }

  private drop(code: "connection_lost" | "stopped"): void {
    this.clearRetry();
    if (this.watchTimer !== null) this.parts.clock.cancel(this.watchTimer);
    this.watchTimer = null;
    const socket = this.socket;
    this.socket = null;
    if (socket) {
      socket.onopen = null;
      socket.onmessage = null;
      socket.onclose = null;
      socket.close();
    }
    for (const [id, entry] of [...this.waiting]) {
      if (entry.sent) this.settle(id)?.reject(ownError(code));
    }
  }

  private retryLater(): void {
    if (!this.parts.surroundings.online()) {
      this.setStatus("offline");
      return;
    }
    const longest = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** Math.min(this.attempt, 5));
    // Spread out, so that a restarted server does not meet everybody in the same second.
    const wait = Math.round(longest * (0.2 + 0.8 * this.parts.random()));
    this.attempt += 1;
    this.retryAt = this.parts.clock.now() + wait;
    this.retryTimer = this.parts.clock.after(wait, () => this.open());
    this.setStatus("connecting");
  }

  private clearRetry(): void {
    if (this.retryTimer !== null) this.parts.clock.cancel(this.retryTimer);
    this.retryTimer = null;
    this.retryAt = undefined;
  }

  private setStatus(status: LinkStatus): void {
    this.status = status;
    if (status === "offline") {
      for (const [id, entry] of [...this.waiting]) {
        if (!entry.sent) this.settle(id)?.reject(ownError("offline"));
      }
    }
    this.hooks.changed();
  }

  // -- hearing

  private heard(text: string): void {
    this.lastHeard = this.parts.clock.now();
    const frame = parseFrame(text);
    if (frame === null) return;
    if ("re" in frame) this.answered(frame);
    else if (frame.ev === "welcome") this.welcomed(frame);
    else if (frame.ev === "signed_out") {
      this.stop();
      this.hooks.signedOut(frame.reason);
    } else this.hooks.event(frame);
  }

  private answered(frame: AnswerFrame): void {
    const entry = this.settle(frame.re);
    if (!entry) return;
    if ("error" in frame) entry.reject(errorOf(frame.error));
    else entry.resolve(frame.ok);
  }

  private welcomed(event: WelcomeEvent): void {
    this.attempt = 0;
    this.status = "online";
    this.rewatch(IDLE_MS);
    this.hooks.welcome(event);
    this.hooks.changed();
    for (const entry of this.waiting.values()) if (!entry.sent) this.transmit(entry);
  }

  // -- is anybody there?

  private rewatch(ms: number): void {
    if (this.watchTimer !== null) this.parts.clock.cancel(this.watchTimer);
    this.watchTimer = this.parts.clock.after(ms, () => this.look());
  }

  private look(): void {
    const silent = this.parts.clock.now() - this.lastHeard;
    if (silent + 1 >= IDLE_MS) this.probe();
    else this.rewatch(IDLE_MS - silent);
  }

  private probe(): void {
    if (this.status !== "online") return;
    const asked = this.parts.clock.now();
    // Any answer will do, a refusal too.
    this.ask("ping", {}, PROBE_MS).catch(() => undefined);
    if (this.watchTimer !== null) this.parts.clock.cancel(this.watchTimer);
    this.watchTimer = this.parts.clock.after(PROBE_MS, () => {
      if (this.lastHeard >= asked) this.rewatch(IDLE_MS);
      else this.lost();
    });
  }

  private surroundingsChanged(): void {
    const { surroundings, clock } = this.parts;
    if (!surroundings.online()) {
      if (this.status !== "offline") {
        this.drop("connection_lost");
        this.setStatus("offline");
      }
      return;
    }
    if (!this.socket) {
      this.attempt = 0;
      this.open();
    } else if (surroundings.visible() && this.status === "online") {
      const now = clock.now();
      if (now - this.lastHeard > DOUBT_MS && now - this.lastLooked > DOUBT_MS) {
        this.lastLooked = now;
        this.probe();
      }
    }
  }
}
