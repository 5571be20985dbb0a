import type { Client } from "../../core";

export function supported(): boolean {
  return "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
}

/** Asks the browser for an address at which it can be woken, and tells it to the server. */
export async function subscribe(client: Client, key: string): Promise<void> {
  if ((await Notification.requestPermission()) !== "granted") return;
  const registration = await navigator.serviceWorker.ready;
  const given = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys } = given.toJSON();
  if (!endpoint || !keys?.p256dh || !keys.auth) return;
  await client.call("subscribe_push", { endpoint, p256dh: keys.p256dh, auth: keys.auth });
}

/** `alone`: no other account of this browser is woken at the same address. */
export async function unsubscribe(client: Client, alone: boolean): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration();
  const given = await registration?.pushManager.getSubscription();
  if (alone) await given?.unsubscribe();
  await client.call("unsubscribe_push", {});
}
