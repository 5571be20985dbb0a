/** Has the browser keep the built client, so that it starts without a network. Only over https or on this machine. */
export function keepShell(): void {
  if (!("serviceWorker" in navigator)) return;
  // After the first picture: it must not compete with it.
  const register = (): void => {
    navigator.serviceWorker.register("/sw.js").catch(() => undefined);
  };
  if (document.readyState === "complete") register();
  else window.addEventListener("load", register, { once: true });
}
