/** What the core needs from the world around it; tests give their own. */

export type TimerId = number;

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  after(ms: number, run: () => void): TimerId;
  cancel(timer: TimerId): void;
}

/** The part of WebSocket that is used. */
export interface SocketLike {
  onopen: (() => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onclose: ((event: { readonly code: number }) => void) | null;
  readonly bufferedAmount: number;
  send(text: string): void;
  close(): void;
}

/** Is there a network, is the page looked at; both tell about changes. */
export interface Surroundings {
  online(): boolean;
  visible(): boolean;
  watch(changed: () => void): () => void;
}

/** Runs `work` while this tab alone holds the lock; the lock is released when `work` ends or the signal fires. */
export type Exclusive = (name: string, signal: AbortSignal, work: () => Promise<void>) => Promise<void>;

export interface Parts {
  readonly clock: Clock;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly newId: () => string;
  readonly openSocket: () => SocketLike;
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  readonly surroundings: Surroundings;
  readonly exclusive: Exclusive;
}
