import { useCallback, useEffect, useState } from "react";
import { errorText } from "./trouble";

export interface Asked<T> {
  value: T | undefined;
  error: string | undefined;
  again: () => void;
}

/** Asks the server when the key changes or `again` is called; the old answer stays until the new one is there. */
export function useAsk<T>(key: string, ask: () => Promise<T>): Asked<T> {
  const [round, setRound] = useState(0);
  const [state, setState] = useState<{ key: string; value?: T; error?: string }>({ key });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when the question is another one
  useEffect(() => {
    let live = true;
    ask().then(
      (value) => live && setState({ key, value }),
      (thrown: unknown) => live && setState({ key, error: errorText(thrown) }),
    );
    return () => {
      live = false;
    };
  }, [key, round]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  const current = state.key === key ? state : undefined;
  return { value: current?.value, error: current?.error, again };
}
