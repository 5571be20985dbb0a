/**
 * What waits in the outboxes goes out also when no page is open. A send belongs to the tab that wrote it, and a tab holds
 * a lock for life (core/browser.ts): only sends of tabs that are no more are taken, under their locks, so that no page
 * takes them at the same time. The client-given id makes one message of a send that went out twice.
 */
import { bases, open, personIn, result } from "./kept";

/** A send as the core keeps it, as far as it matters here (core/outbox.ts). */
interface Waiting {
  readonly cid: string;
  readonly order: number;
  readonly person: number;
  readonly tab: string;
  readonly chat: number;
  /** The request, ready to go; absent while its files are on their way. */
  readonly wire?: { readonly name: string; readonly fields: object };
  readonly failed?: object;
}

type Fate = "sent" | "failed" | "later" | "signed_out";

/** Rejects if something has to be tried again: the browser then calls once more. */
export async function sendWaiting(): Promise<void> {
  let left = false;
  for (const base of await bases()) {
    const person = await personIn(base);
    const db = person && (await open(base));
    if (!db) continue;
    try {
      if (!(await sendOf(db, person.id))) left = true;
    } finally {
      db.close();
    }
  }
  if (left) throw new Error("something still waits");
}

async function waitingIn(db: IDBDatabase, person: number): Promise<Waiting[]> {
  const all: Waiting[] = await result(db.transaction("outbox").objectStore("outbox").getAll());
  return all
    .filter((one) => one.person === person && one.wire && !one.failed)
    .sort((one, other) => one.order - other.order);
}

/** The sends of one account, in their order; false if some have to wait. */
async function sendOf(db: IDBDatabase, person: number): Promise<boolean> {
  const locks = new Map<string, () => void>();
  try {
    for (const { tab } of await waitingIn(db, person)) {
      const free = locks.has(tab) ? undefined : await lockOf(tab);
      if (free) locks.set(tab, free);
    }
    const held = new Set<number>();
    // Read again under the locks: the tab that is gone may have had its answer just before.
    for (const one of await waitingIn(db, person)) {
      if (!locks.has(one.tab) || held.has(one.chat)) continue;
      const fate = await send(db, one);
      if (fate === "signed_out") return true;
      if (fate === "later") held.add(one.chat);
    }
    return held.size === 0;
  } finally {
    for (const free of locks.values()) free();
  }
}

/** Resolves with what gives the lock back; undefined if the tab lives. */
function lockOf(tab: string): Promise<(() => void) | undefined> {
  return new Promise((tell) => {
    void navigator.locks.request(`veche-tab-${tab}`, { ifAvailable: true }, (lock) => {
      if (!lock) return tell(undefined);
      return new Promise<void>((free) => tell(free));
    });
  });
}

async function send(db: IDBDatabase, one: Waiting): Promise<Fate> {
  let answer: Response;
  try {
    answer = await fetch(`/api/${one.wire?.name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Veche-Account": String(one.person) },
      body: JSON.stringify(one.wire?.fields),
      credentials: "same-origin",
      cache: "no-store",
    });
  } catch {
    return "later";
  }
  const outbox = () => db.transaction("outbox", "readwrite").objectStore("outbox");
  if (answer.ok) {
    await result(outbox().delete(one.cid));
    return "sent";
  }
  if (answer.status === 401) return "signed_out";
  if (answer.status === 408 || answer.status === 429 || answer.status >= 500) return "later";
  const body = (await answer.json().catch(() => undefined)) as { error?: { code: string; text: string } } | undefined;
  // A refusal for good, as the page would show it; it stands there when the page is opened.
  const failed = body?.error ?? { code: "bad_answer", text: `HTTP ${answer.status}` };
  await result(outbox().put({ ...one, failed }));
  return "failed";
}
