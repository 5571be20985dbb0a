/** What the core needs from the world around it; tests give their own. */
import type { Vault } from "./vault";

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

/** Several tabs of one browser share what is kept; each send belongs to one living tab. */
export interface Tabs {
  /** Of this tab, new with every start. */
  readonly id: string;
  /** Those of the given tabs that are no more; they are this tab's from now on, so that no two tabs take over one. */
  takeOver(ids: readonly string[]): Promise<ReadonlySet<string>>;
}

export interface Parts {
  readonly clock: Clock;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly newId: () => string;
  readonly openSocket: () => SocketLike;
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  readonly surroundings: Surroundings;
  readonly tabs: Tabs;
  readonly vault: Vault;
}
