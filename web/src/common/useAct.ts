import { useCallback, useRef, useState } from "react";
import { toast } from "../ui/Toasts";
import { errorText } from "./trouble";

/** One act at a time: busy while it runs, its error in words when it failed. */
export function useAct(): {
  busy: boolean;
  error: string | undefined;
  run: (work: () => Promise<void>) => Promise<void>;
  clear: () => void;
} {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const running = useRef(false);
  const run = useCallback(async (work: () => Promise<void>) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setError(undefined);
    try {
      await work();
    } catch (thrown) {
      setError(errorText(thrown));
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);
  const clear = useCallback(() => setError(undefined), []);
  return { busy, error, run, clear };
}

/** For small acts without a place of their own for an error: it goes to a toast. */
export function orToast(work: Promise<unknown>): void {
  work.catch((thrown: unknown) => toast(errorText(thrown)));
}
