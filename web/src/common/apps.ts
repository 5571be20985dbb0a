import { navigate } from "wouter/use-browser-location";
import { create } from "zustand";
import type { ActorId, ChatId } from "../core";

/** Whose mini app: of a bot, or of the bot that links call so. */
export type AppOf = { readonly bot: ActorId } | { readonly username: string };

export interface AskedApp {
  readonly of: AppOf;
  /** Out of which chat. */
  readonly chat?: ChatId;
  /** What the button or the link says to the app. */
  readonly payload?: string;
}

interface Apps {
  readonly asked: AskedApp | null;
  readonly ask: (asked: AskedApp | null) => void;
}

export const useApps = create<Apps>((set) => ({
  asked: null,
  ask: (asked) => set({ asked }),
}));

/** Opens a mini app over whatever is on the screen. */
export function openApp(of: AppOf, more: Omit<AskedApp, "of"> = {}): void {
  useApps.getState().ask({ of, ...more });
}

/** Where an address leads inside of this client; undefined for what is not ours. */
export function placeOf(address: string, origin: string): string | undefined {
  let url: URL;
  try {
    url = new URL(address, origin);
  } catch {
    return undefined;
  }
  if (url.protocol === "max:") return url.host === "user" ? `/user${url.pathname}` : undefined;
  if (url.origin === origin) return `${url.pathname}${url.search}${url.hash}`;
  // Bots that came from MAX bring its links along; what they name is looked for here.
  if (url.hostname !== "max.ru") return undefined;
  const [first = "", ...rest] = url.pathname.split("/").filter(Boolean);
  if (first === ":share") return `/share${url.search}`;
  if (first === "join" || first === "c") return `/${[first, ...rest].join("/")}`;
  return rest.length === 0 && first ? `/bot/${first}${url.search}` : undefined;
}

/** Follows an address: inside of this client where it leads here, otherwise in a window that knows nothing of us. */
export function openLink(address: string): void {
  const place = placeOf(address, location.origin);
  if (place) navigate(place);
  else if (/^https?:/i.test(address)) window.open(address, "_blank", "noopener,noreferrer");
}
