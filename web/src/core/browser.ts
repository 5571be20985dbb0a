/** The core's parts as a browser gives them. */
import { attempt } from "./accounts";
import { IndexedVault } from "./database";
import type { Account, Clock, Parts, SocketLike, Surroundings, Tabs } from "./ports";
import { NoVault, type Vault } from "./vault";

const clock: Clock = {
  now: () => Date.now(),
  after: (ms, run) => Number(setTimeout(run, ms)),
  cancel: (timer) => clearTimeout(timer),
};

const surroundings: Surroundings = {
  online: () => navigator.onLine,
  frugal: () =>
    attempt(() => localStorage.getItem("veche.low_data")) === "1" ||
    (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true,
  visible: () => document.visibilityState === "visible",
  watch(changed) {
    const events: readonly [EventTarget, string][] = [
      [window, "online"],
      [window, "offline"],
      [window, "focus"],
      [window, "pageshow"],
      [document, "visibilitychange"],
    ];
    for (const [target, name] of events) target.addEventListener(name, changed);
    return () => {
      for (const [target, name] of events) target.removeEventListener(name, changed);
    };
  },
};

/** A tab holds a lock with its own name for life; whoever gets the lock of another tab knows that it is gone. */
function lockedTabs(id: string): Tabs {
  const forever = new Promise<never>(() => undefined);
  const lockOf = (tab: string) => `veche-tab-${tab}`;
  const locks: LockManager | undefined = navigator.locks;
  locks?.request(lockOf(id), () => forever).catch(() => undefined);
  /** Locks that this tab has, for whichever of its accounts. */
  const held = new Set<string>();
  const grasp = (name: string): Promise<boolean> =>
    new Promise((tell) => {
      if (!locks || held.has(name)) return tell(true);
      locks
        .request(name, { ifAvailable: true }, (lock) => {
          tell(lock !== null);
          if (lock === null) return Promise.resolve();
          held.add(name);
          return forever;
        })
        .catch(() => tell(true));
    });
  return {
    id,
    lead: (work) => grasp(`veche-${work}`),
    async takeOver(ids) {
      // Without locks two tabs may both send: the server takes a client-given id only once.
      const mine = new Set<string>();
      for (const other of ids) if (await grasp(lockOf(other))) mine.add(other);
      return mine;
    },
  };
}

function newId(): string {
  // Not randomUUID: it is missing on plain http addresses other than localhost.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

interface EarlySocket extends WebSocket {
  readonly heard: readonly MessageEvent[];
}

declare global {
  interface ServiceWorkerRegistration {
    /** Background Sync, where there is one. */
    readonly sync?: { register(tag: string): Promise<void> };
  }
  interface Window {
    /** Opened by first.js before the client was there. */
    vecheSocket?: EarlySocket | undefined;
  }
}

function openSocket(url: string): WebSocket {
  const early = window.vecheSocket;
  window.vecheSocket = undefined;
  if (early?.url === url && early.readyState <= WebSocket.OPEN) {
    // What came before anybody listened is told as soon as somebody does.
    queueMicrotask(() => {
      for (const event of early.heard) early.onmessage?.(event);
    });
    return early;
  }
  early?.close();
  return new WebSocket(url);
}

function openVault({ base, door }: Account): Vault {
  return "indexedDB" in globalThis && !door ? new IndexedVault(base) : new NoVault();
}

/** All clients of this page are one tab. */
let tabs: Tabs | undefined;

export function browserParts(account: Account): Parts {
  tabs ??= lockedTabs(newId());
  return {
    account,
    clock,
    random: Math.random,
    newId,
    openSocket: (id) => {
      // Errors are answered in the language of the page; first.js has to say the same.
      const lang = document.documentElement.lang;
      const url = new URL(`/socket?lang=${lang}${id === undefined ? "" : `&account=${id}`}`, location.href);
      url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
      return openSocket(url.href) as SocketLike;
    },
    fetch: (path, init) => fetch(path, init),
    surroundings,
    tabs,
    vault: openVault(account),
    wakeLater: () => {
      // Not every browser can; and without the worker there is nobody to wake.
      void navigator.serviceWorker?.ready
        .then((registration) => registration.sync?.register("outbox"))
        .catch(() => undefined);
    },
  };
}
