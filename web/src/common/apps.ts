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
