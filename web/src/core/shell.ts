/** Has the browser keep the built client, so that it starts without a network. Only over https or on this machine. */
export function keepShell(): void {
  if (!("serviceWorker" in navigator)) return;
  // After the first picture: it must not compete with it.
  if (document.readyState === "complete") void register();
  else window.addEventListener("load", () => void register(), { once: true });
}

async function register(): Promise<void> {
  try {
    await navigator.serviceWorker.register("/sw.js");
    const { active } = await navigator.serviceWorker.ready;
    // What was loaded before the worker was there did not pass through it, so it is told of it.
    const loaded = performance.getEntriesByType("resource").map((entry) => new URL(entry.name).pathname);
    active?.postMessage({ keep: loaded.filter((path) => path.startsWith("/assets/")) });
  } catch {
    // Without it the client works as before, only not without a network.
  }
}
