/** What the core needs from the world around it; tests give their own. */
import type { ActorId, Me } from "./model";
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
  /** The person, or the network, wants little to be fetched. */
  frugal(): boolean;
  watch(changed: () => void): () => void;
}

/** Several tabs of one browser share what is kept; each send belongs to one living tab. */
export interface Tabs {
  /** Of this tab, new with every start. */
  readonly id: string;
  /** Those of the given tabs that are no more; they are this tab's from now on, so that no two tabs take over one. */
  takeOver(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Whether this tab is the one that does this work for all, until it is closed. */
  lead(work: string): Promise<boolean>;
}

/** Whose client it is. */
export interface Account {
  /** Nobody has signed in yet: undefined. */
  id: ActorId | undefined;
  /** The name of its local database. */
  readonly base: string;
  /** It only lets people in; each then gets a client of his own. */
  door?: boolean;
  /** The first one signed in, and it is his from now on. */
  named(me: Me): void;
  /** Somebody signed in who needs a client of his own. */
  entered(me: Me): Promise<void>;
  /** The session is over. `wished`: by an act on this device. */
  ended(id: ActorId, wished: boolean, name: string): Promise<void>;
}

export interface Parts {
  readonly account: Account;
  readonly clock: Clock;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly newId: () => string;
  readonly openSocket: (account: ActorId | undefined) => SocketLike;
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  readonly surroundings: Surroundings;
  readonly tabs: Tabs;
  readonly vault: Vault;
  /** Something waits: where the browser can, it is sent when the network is back, also without a page. */
  readonly wakeLater: () => void;
}
