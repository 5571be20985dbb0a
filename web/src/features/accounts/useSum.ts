import { useCallback, useSyncExternalStore } from "react";
import type { Client } from "../../core";

/** A number over several clients, kept up to date. */
export function useSum(clients: readonly Client[], count: (client: Client) => number): number {
  const key = clients.map(({ account }) => account.id).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when the clients are others
  const subscribe = useCallback(
    (changed: () => void) => {
      const stops = clients.map((client) => client.subscribe(changed));
      return () => {
        for (const stop of stops) stop();
      };
    },
    [key],
  );
  return useSyncExternalStore(subscribe, () => clients.reduce((sum, client) => sum + count(client), 0));
}
