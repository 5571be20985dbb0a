/** One server, a network that can be broken in every way, and clients on one device. */
import type { Client } from "../api";
import { createClientWith } from "../client";
import type { ServerEvent } from "../events";
import type { Account, Parts, SocketLike } from "../ports";
import { NoVault, type Vault } from "../vault";
import { FakeClock, settled } from "./clock";
import { FakeServer, Refusal } from "./server";

export interface Network {
  online: boolean;
  /** What becomes of the next events: by default they arrive. */
  readonly fates: ("lose" | "twice" | "late")[];
  /** Requests from now on are handled, but their answers get lost. */
  deafAnswers: boolean;
  /** Requests from now on get lost before they are handled. */
  deafRequests: boolean;
}

class FakeSocket implements SocketLike {
  onopen: (() => void) | null = null;
  onmessage: ((event: { readonly data: unknown }) => void) | null = null;
  onclose: ((event: { readonly code: number }) => void) | null = null;
  readonly bufferedAmount = 0;
  private closed = false;
  private late: ServerEvent[] = [];

  constructor(
    private readonly world: World,
    private readonly account: number | undefined,
  ) {
    setImmediate(() => this.open());
  }

  private readonly sink = (event: ServerEvent): void => {
    const fate = this.world.network.fates.shift();
    if (fate === "lose") return;
    if (fate === "late") {
      this.late.push(event);
      return;
    }
    this.deliver(event);
    if (fate === "twice") this.deliver(event);
    for (const other of this.late.splice(0)) this.deliver(other);
  };

  private open(): void {
    const { server, network } = this.world;
    if (this.closed) return;
    if (!network.online) {
      this.drop();
      return;
    }
    if (this.account !== undefined && this.account !== server.me.id) {
      // The session is another one's.
      this.deliver({ ev: "signed_out", reason: "signed_out" });
      return;
    }
    server.sinks.add(this.sink);
    this.deliver({ ev: "welcome", me: server.me, actors: server.hats, server: "0", time: this.world.clock.now() });
  }

  private deliver(frame: unknown): void {
    const data = JSON.stringify(frame);
    queueMicrotask(() => {
      if (!this.closed) this.onmessage?.({ data });
    });
  }

  send(text: string): void {
    const { network, server } = this.world;
    if (this.closed || network.deafRequests) return;
    const { id, cmd, ...fields } = JSON.parse(text) as { id: number; cmd: string } & Record<string, unknown>;
    let frame: unknown;
    try {
      frame = { re: id, ok: server.handle(cmd, fields) };
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown;
      frame = { re: id, error: thrown.wire };
    }
    if (!network.deafAnswers) this.deliver(frame);
  }

  /** The connection breaks. */
  drop(): void {
    if (this.closed) return;
    const tell = this.onclose;
    this.close();
    tell?.({ code: 1006 });
  }

  close(): void {
    this.closed = true;
    this.world.server.sinks.delete(this.sink);
    this.world.sockets.delete(this);
  }
}

export interface Tab {
  readonly client: Client;
  /** As if the browser had been killed: nothing more of it runs, nothing is written. */
  kill(): void;
}

export class World {
  readonly clock = new FakeClock();
  readonly server = new FakeServer(() => this.clock.now());
  readonly network: Network = { online: true, fates: [], deafAnswers: false, deafRequests: false };
  readonly sockets = new Set<FakeSocket>();
  private readonly alive = new Set<string>();
  private readonly watchers = new Set<() => void>();
  private lastId = 0;
  /** What became of accounts: who was named, who came besides, whose session ended. */
  readonly accounts: string[] = [];
  frugal = false;
  /** How often the browser was asked to send what waits later. */
  woken = 0;
  /** Whose sockets were opened. */
  readonly named: (number | undefined)[] = [];

  constructor(readonly vault: Vault = new NoVault()) {}

  /** A new tab; it is not started yet. */
  tab(given: Partial<Account> = {}): Tab {
    this.lastId += 1;
    const id = `tab-${this.lastId}`;
    this.alive.add(id);
    const mine = new Set<FakeSocket>();
    const account: Account = {
      id: undefined,
      base: "",
      named: ({ id: who }) => {
        account.id = who;
        this.accounts.push(`named ${who}`);
      },
      entered: async ({ id: who }) => {
        this.accounts.push(`entered ${who}`);
      },
      ended: async (who, wished) => {
        this.accounts.push(`ended ${who}${wished ? " as wished" : ""}`);
      },
      ...given,
    };
    const parts: Parts = {
      account,
      clock: this.clock.forClient(() => this.alive.has(id)),
      random: () => 0.5,
      newId: () => {
        this.lastId += 1;
        return `cid-${this.lastId}`;
      },
      openSocket: (who) => {
        this.named.push(who);
        const socket = new FakeSocket(this, who);
        this.sockets.add(socket);
        mine.add(socket);
        return socket;
      },
      fetch: () => Promise.reject(new TypeError("no http here")),
      surroundings: {
        online: () => this.network.online,
        visible: () => true,
        frugal: () => this.frugal,
        watch: (changed) => {
          this.watchers.add(changed);
          return () => {
            this.watchers.delete(changed);
          };
        },
      },
      tabs: {
        id,
        lead: () => Promise.resolve(true),
        takeOver: (ids) => Promise.resolve(new Set(ids.filter((other) => !this.alive.has(other)))),
      },
      vault: this.vault,
      wakeLater: () => {
        this.woken += 1;
      },
    };
    const client = createClientWith(parts);
    return {
      client,
      kill: () => {
        this.alive.delete(id);
        for (const socket of mine) socket.close();
      },
    };
  }

  async start(): Promise<Tab> {
    const tab = this.tab();
    await tab.client.start();
    await this.clock.advance(200);
    return tab;
  }

  /** The server says something to everybody. */
  say(event: ServerEvent): void {
    for (const sink of [...this.server.sinks]) sink(event);
  }

  /** Breaks every connection; the clients try again by themselves. */
  cut(): void {
    for (const socket of [...this.sockets]) socket.drop();
  }

  setOnline(online: boolean): void {
    this.network.online = online;
    if (!online) this.cut();
    for (const watcher of [...this.watchers]) watcher();
  }

  /** Everything works again and has the time to come to rest. */
  async heal(): Promise<void> {
    this.network.fates.length = 0;
    this.network.deafAnswers = false;
    this.network.deafRequests = false;
    this.setOnline(true);
    this.cut();
    await this.clock.advance(40_000);
    await settled();
    await this.clock.advance(5_000);
  }
}
