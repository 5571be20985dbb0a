/**
 * Has the browser keep the built client, so that it starts without a network. Only over https or on this machine.
 * `ahead` loads the parts that are needed then and were not asked for yet; it waits by itself until that disturbs nobody.
 */
export function keepShell(ahead: () => Promise<void>): void {
  if (!("serviceWorker" in navigator)) return;
  // After the first picture: it must not compete with it.
  if (document.readyState === "complete") void register(ahead);
  else window.addEventListener("load", () => void register(ahead), { once: true });
}

async function register(ahead: () => Promise<void>): Promise<void> {
  try {
    await navigator.serviceWorker.register("/sw.js");
    const { active } = await navigator.serviceWorker.ready;
    await ahead();
    // What was loaded before the worker was there did not pass through it, so it is told of it.
    const loaded = performance.getEntriesByType("resource").map((entry) => new URL(entry.name).pathname);
    active?.postMessage({ keep: loaded.filter((path) => path.startsWith("/assets/")) });
    // For whoever waits for it: from now on nothing more is loaded ahead.
    document.documentElement.dataset.ahead = "loaded";
  } catch {
    // Without it the client works as before, only not without a network.
  }
}
