/** The local databases of the accounts of this browser, as the service worker reads them: no library, no upgrade. */
export interface Person {
  readonly id: number;
  readonly name: string;
}

/** Their names; the core chooses them (core/accounts.ts). */
export async function bases(): Promise<string[]> {
  const all = (await indexedDB.databases?.()) ?? [];
  return all.flatMap(({ name }) => (name && /^veche(-\d+)?$/.test(name) ? [name] : []));
}

/** Opens what is there; a database that is not is not made. */
export function open(base: string): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
    const opening = indexedDB.open(base);
    opening.onupgradeneeded = () => opening.transaction?.abort();
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => resolve(null);
  });
}

export function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Whose database it is; undefined if nobody is signed in there. */
export async function personIn(base: string): Promise<Person | undefined> {
  const db = await open(base);
  if (!db) return undefined;
  try {
    const state = await result<{ me: Person } | undefined>(db.transaction("state").objectStore("state").get("now"));
    return state?.me;
  } catch {
    return undefined;
  } finally {
    db.close();
  }
}
