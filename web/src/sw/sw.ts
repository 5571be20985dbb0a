/**
 * Keeps the built client on the device, so that it starts without a network. Everything the page asks for and that is
 * named by its content is kept when it is first used; the page itself is fetched fresh and kept for when that fails.
 * What people write never passes through here: the API and the socket are not touched.
 */
import { bases, personIn } from "./kept";
import { sendWaiting } from "./sending";

const worker = self as unknown as ServiceWorkerGlobalScope;

/** Rises when the way of keeping changes; caches of other versions are thrown away. */
const SHELL = "veche-shell-1";
const PAGE = "/";
/** Named by content: never another thing under the same address. */
const LASTING = /^\/assets\//;
/** Few, small, and with a fixed name: shown from the device, renewed behind the scenes. */
const FIXED = /^\/[\w.-]+\.(?:svg|png|ico|webmanifest|js)$/;
/** Not this client: the frame around a mini app, what the app loads from us, the bots' interface, public pages, files. */
const OTHERS = /^\/(?:app-frame|bridge|bot-api|progress|mirror|rollout-files)\//;
const KEEP_ASSETS = 200;
const PATIENCE_MS = 4000;

worker.addEventListener("install", (event) => {
  event.waitUntil(install());
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(activate());
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== worker.location.origin) return;
  if (url.pathname.startsWith("/api/") || url.pathname === "/socket" || url.pathname === "/sw.js") return;
  if (OTHERS.test(url.pathname)) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (LASTING.test(url.pathname)) event.respondWith(lasting(request));
  else if (FIXED.test(url.pathname)) event.respondWith(fixed(event, request));
});

/** The network is back, and maybe no page is open: what waits goes out. A page that is just opening hears of the end. */
worker.addEventListener("sync", (event) => {
  const { tag, waitUntil } = event as ExtendableEvent & { readonly tag: string };
  if (tag === "outbox") waitUntil.call(event, sendWaiting().finally(tellPages));
});

async function tellPages(): Promise<void> {
  for (const page of await worker.clients.matchAll({ type: "window" })) page.postMessage({ outbox: true });
}

/**
 * Woken by the server while no page is looked at. It is told that something is new, and how many; what it is, the page
 * asks for itself when it is opened. Browsers want something to be shown for every push.
 */
worker.addEventListener("push", (event) => {
  event.waitUntil(tellNew(event.data?.json()));
});

worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(showPage(Number(event.notification.data) || 0));
});

async function tellNew(said: unknown): Promise<void> {
  const { new: count, account } = (said ?? {}) as { new?: number; account?: number };
  const title = navigator.language.startsWith("ru") ? "Новые сообщения" : "New messages";
  await worker.registration.showNotification(count && count > 1 ? `${title}: ${count}` : title, {
    tag: `new ${account ?? ""}`,
    icon: "/mark-app.svg",
    badge: "/mark-app.svg",
    body: (await nameOf(account)) || "Вече",
    data: account,
  });
}

/** Whose messages they are, where several people are signed in. */
async function nameOf(account: number | undefined): Promise<string> {
  const people = await Promise.all((await bases()).map(personIn));
  const known = people.filter((person) => person !== undefined);
  return known.length > 1 ? (known.find(({ id }) => id === account)?.name ?? "") : "";
}

async function showPage(account: number): Promise<void> {
  const [page] = await worker.clients.matchAll({ type: "window" });
  if (!page) await worker.clients.openWindow(account ? `${PAGE}?account=${account}` : PAGE);
  else {
    page.postMessage({ account });
    await page.focus();
  }
}

/** The page tells what it loaded before the worker was there. */
worker.addEventListener("message", (event) => {
  const said: unknown = event.data;
  if (typeof said !== "object" || said === null || !("keep" in said) || !Array.isArray(said.keep)) return;
  const paths = said.keep.filter((path): path is string => typeof path === "string" && LASTING.test(path));
  event.waitUntil(keepAll(paths));
});

async function keepAll(paths: readonly string[]): Promise<void> {
  const cache = await caches.open(SHELL);
  for (const path of paths) if (!(await cache.match(path))) await cache.add(path).catch(() => undefined);
}

async function install(): Promise<void> {
  const cache = await caches.open(SHELL);
  const answer = await fetch(PAGE, { cache: "no-cache" });
  if (!answer.ok) throw new Error("the page is not there");
  const html = await answer.clone().text();
  await cache.put(PAGE, answer);
  // What the page names itself; parts that are loaded later are kept when they are first used.
  const named = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((found) => found[1] ?? PAGE);
  await keepAll(named);
  await worker.skipWaiting();
}

async function activate(): Promise<void> {
  for (const name of await caches.keys()) if (name !== SHELL) await caches.delete(name);
  await worker.clients.claim();
}

/** The page: fresh if the server answers in time, otherwise as it was. Every address of the client is this one page. */
async function page(request: Request): Promise<Response> {
  const cache = await caches.open(SHELL);
  const kept = await cache.match(PAGE);
  const fresh = fetch(request).then(async (answer) => {
    const isPage = answer.headers.get("Content-Type")?.startsWith("text/html") ?? false;
    if (answer.ok && isPage && !answer.redirected) await cache.put(PAGE, answer.clone());
    return answer;
  });
  if (!kept) return fresh;
  const late = new Promise<Response>((resolve) => {
    setTimeout(() => resolve(kept), PATIENCE_MS);
  });
  return Promise.race([fresh.catch(() => kept), late]);
}

async function lasting(request: Request): Promise<Response> {
  const cache = await caches.open(SHELL);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    await cache.put(request, answer.clone());
    await forgetOld(cache);
  }
  return answer;
}

async function fixed(event: FetchEvent, request: Request): Promise<Response> {
  const cache = await caches.open(SHELL);
  const kept = await cache.match(request);
  const fresh = fetch(request).then(async (answer) => {
    if (answer.ok) await cache.put(request, answer.clone());
    return answer;
  });
  if (!kept) return fresh;
  event.waitUntil(fresh.catch(() => undefined));
  return kept;
}

/** Files of earlier builds: the oldest go first. */
async function forgetOld(cache: Cache): Promise<void> {
  const assets = (await cache.keys()).filter((request) => LASTING.test(new URL(request.url).pathname));
  for (const request of assets.slice(0, Math.max(0, assets.length - KEEP_ASSETS))) await cache.delete(request);
}
