import { useState } from "react";
import { store } from "../../common/state";
import { ofShown } from "../../core";

const KEY = "veche.searches";
const KEPT = 8;

function kept(): readonly string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(ofShown(KEY)) ?? "[]");
    return Array.isArray(value) ? value.filter((item) => typeof item === "string").slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

function keep(searches: readonly string[]): void {
  store(ofShown(KEY), JSON.stringify(searches));
}

/** A search that led somewhere: it is offered again on this device, and told to nobody. */
export function remember(query: string): void {
  const words = query.trim();
  if (words.length < 2) return;
  keep([words, ...kept().filter((other) => other !== words)].slice(0, KEPT));
}

export function useRecent(): { searches: readonly string[]; forget: () => void } {
  const [searches, setSearches] = useState(kept);
  const forget = () => {
    keep([]);
    setSearches([]);
  };
  return { searches, forget };
}
