import { useCallback, useEffect, useRef, useState } from "react";
import { asVecheError, isPassing } from "../core";
import { useConnection } from "./client";
import { errorText } from "./trouble";

export interface Asked<T> {
  value: T | undefined;
  error: string | undefined;
  /** Asking again may help. */
  passing: boolean;
  again: () => void;
}

/** Asks the server when the key changes or `again` is called; the old answer stays until the new one is there. */
export function useAsk<T>(key: string, ask: () => Promise<T>): Asked<T> {
  const [round, setRound] = useState(0);
  const [state, setState] = useState<{ key: string; value?: T; error?: string; passing?: boolean }>({ key });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when the question is another one
  useEffect(() => {
    let live = true;
    ask().then(
      (value) => live && setState({ key, value }),
      (thrown: unknown) =>
        live && setState({ key, error: errorText(thrown), passing: isPassing(asVecheError(thrown)) }),
    );
    return () => {
      live = false;
    };
  }, [key, round]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  const current = state.key === key ? state : undefined;
  const online = useConnection().status === "online";
  const failed = useRef(false);
  failed.current = current?.passing === true;
  // What could not be asked without a network is asked as soon as there is one.
  useEffect(() => {
    if (online && failed.current) again();
  }, [online, again]);
  return { value: current?.value, error: current?.error, passing: current?.passing ?? false, again };
}
