import { create } from "zustand";
import type { ActorId, Seq } from "../core";

export type Theme = "system" | "light" | "dark";

interface Ui {
  /** The chosen hat; 0 is the person himself. */
  hat: ActorId;
  theme: Theme;
  /** Pictures and films load only when they are pressed. */
  lowData: boolean;
  /** Messages that are hidden here because their deletion is about to go out ("chat:seq"). */
  leaving: ReadonlySet<string>;
  setHat: (hat: ActorId) => void;
  setTheme: (theme: Theme) => void;
  setLowData: (lowData: boolean) => void;
  setLeaving: (chat: number, seqs: readonly Seq[], on: boolean) => void;
}

/** Storage may be closed (private window, policy): the choice then lives as long as the page. */
function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // nothing to do: see above
  }
}

function firstTheme(): Theme {
  const theme = stored("veche.theme");
  return theme === "light" || theme === "dark" ? theme : "system";
}

export const useUi = create<Ui>((set, get) => ({
  hat: Number(stored("veche.hat")) || 0,
  theme: firstTheme(),
  lowData: stored("veche.low_data") === "1",
  leaving: new Set(),
  setHat: (hat) => {
    store("veche.hat", String(hat));
    set({ hat });
  },
  setTheme: (theme) => {
    store("veche.theme", theme);
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    set({ theme });
  },
  setLowData: (lowData) => {
    store("veche.low_data", lowData ? "1" : "0");
    document.documentElement.toggleAttribute("data-frugal", lowData);
    set({ lowData });
  },
  setLeaving: (chat, seqs, on) => {
    const leaving = new Set(get().leaving);
    for (const seq of seqs) {
      if (on) leaving.add(`${chat}:${seq}`);
      else leaving.delete(`${chat}:${seq}`);
    }
    set({ leaving });
  },
}));
