import { useEffect } from "react";

/** Asks again while somebody is looking: what bots do is told to nobody else. */
export function useLookAgain(again: () => void, everyMs: number): void {
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === "visible" && again(), everyMs);
    return () => clearInterval(timer);
  }, [again, everyMs]);
}
