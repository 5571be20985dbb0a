/** Whose client this is. A browser may hold several accounts: each has a session, a local database and an outbox of its own. */
import type { Client } from "./api";
import { same } from "./chat";
import type { ActorId, Me } from "./model";
import type { Account } from "./ports";

/** What is remembered of an account, besides its database. */
export interface Known {
  readonly id: ActorId;
  /** The name of its local database. */
  readonly base: string;
}

const LIST = "veche.accounts";
const LOOKED_AT = "veche.account";
const BASE = "veche";

/** Storage may be closed (private window, policy): then this page knows one account, as long as it lives. */
export function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

export function known(): readonly Known[] {
  return attempt(() => JSON.parse(localStorage.getItem(LIST) ?? "[]") as Known[]) ?? [];
}

export function remember(accounts: readonly Known[]): void {
  attempt(() => localStorage.setItem(LIST, JSON.stringify(accounts)));
}

export function freeBase(): string {
  const taken = known().map(({ base }) => base);
  for (let number = 0; ; number += 1) {
    const base = number === 0 ? BASE : `${BASE}-${number}`;
    if (!taken.includes(base)) return base;
  }
}

/** A tab keeps its account when it is loaded again; a new tab takes the one that was looked at last. */
export function lookAt(id: ActorId): void {
  attempt(() => {
    sessionStorage.setItem(LOOKED_AT, String(id));
    localStorage.setItem(LOOKED_AT, String(id));
  });
}

function lookedAt(): Known | undefined {
  const all = known();
  const named = new URLSearchParams(location.search).get("account");
  if (named !== null) history.replaceState(null, "", location.pathname + location.hash);
  const wanted = [
    named,
    attempt(() => sessionStorage.getItem(LOOKED_AT)),
    attempt(() => localStorage.getItem(LOOKED_AT)),
  ];
  for (const id of wanted) {
    const found = all.find((one) => String(one.id) === id);
    if (!found) continue;
    lookAt(found.id);
    return found;
  }
  return all[0];
}

/** What the page keeps for the account that is shown, outside of its database: not for the eyes of another. */
export function ofShown(key: string): string {
  return `${key}.${shown?.id ?? 0}`;
}

/** What mini apps keep on this device for one person (features/services): gone with his session. */
function forgetApps(id: ActorId): void {
  attempt(() => {
    for (const key of Object.keys(localStorage)) if (key.startsWith(`veche.app.${id}.`)) localStorage.removeItem(key);
  });
}

/** The clients of this page: all of them are connected, one is looked at. */
export class Stage {
  clients: readonly Client[] = [];
  shown: Client;
  /** Names of accounts whose session ended elsewhere while another one was looked at, until somebody has seen it. */
  lost: readonly string[] = [];
  private readonly listeners = new Set<() => void>();
  private crowd: Promise<import("./crowd").Crowd> | undefined;

  constructor(make: (account: Account) => Client) {
    shown = this.account(lookedAt());
    this.shown = make(shown);
    this.clients = [this.shown];
    // Another tab has one account more.
    window.addEventListener("storage", ({ key }) => {
      if (key === LIST) void this.begin();
    });
    // A notification of the system was pressed.
    navigator.serviceWorker?.addEventListener("message", ({ data }) => {
      if (data?.outbox) for (const client of this.clients) void client.takeOver();
      if (data?.account && data.account !== this.shown.account.id) {
        void this.accounts().then((crowd) => crowd.show(data.account));
      }
    });
  }

  /** Connects the other accounts too, if there are any. */
  async begin(): Promise<void> {
    const { account, read } = this.shown;
    if (account.id === undefined && read.session().status !== "signed_out") return;
    // Whoever comes in here now is not the first.
    if (account.id === undefined) account.door = known().length > 0;
    if (known().some(({ id }) => !this.clients.some(({ account }) => account.id === id)))
      (await this.accounts()).begin();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  set(client: Client, clients: readonly Client[]): void {
    shown = client.account;
    this.shown = client;
    if (!same(this.clients, clients)) this.clients = clients;
    this.tell();
  }

  setLost(names: readonly string[]): void {
    this.lost = names;
    this.tell();
  }

  private tell(): void {
    for (const listener of [...this.listeners]) listener();
  }

  /** What only those need who have a second account. */
  accounts(): Promise<import("./crowd").Crowd> {
    this.crowd ??= import("./crowd").then(({ Crowd }) => new Crowd(this));
    return this.crowd;
  }

  account(of: Known | undefined): Account {
    const account: Account = {
      id: of?.id,
      base: of?.base ?? freeBase(),
      named: (me: Me) => {
        account.id = me.id;
        remember([...known().filter(({ id }) => id !== me.id), { id: me.id, base: account.base }]);
        lookAt(me.id);
      },
      entered: async (me) => (await this.accounts()).enter(me),
      ended: async (id, wished, name) => {
        remember(known().filter((one) => one.id !== id));
        forgetApps(id);
        account.id = undefined;
        if (known().length > 0) await (await this.accounts()).ended(account, wished, name);
      },
    };
    return account;
  }
}

/** The account that this page shows. */
let shown: Account | undefined;

/** The address of what the browser fetches by itself (a picture, a download), where no header can name the account. */
export function asShown(path: string): string {
  return shown?.id === undefined ? path : `${path}?account=${shown.id}`;
}
