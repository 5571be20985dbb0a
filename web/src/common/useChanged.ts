import { useState } from "react";
import { useAct } from "./useAct";

/** Settings of the server that one changes by pressing: shown at once, taken back if the server does not want them. */
export function useChanged<T extends object>(): {
  changed: Partial<T>;
  error: string | undefined;
  save: (change: Partial<T>, work: () => Promise<unknown>) => void;
} {
  const [changed, setChanged] = useState<Partial<T>>({});
  const { error, run } = useAct();
  const save = (change: Partial<T>, work: () => Promise<unknown>) => {
    const before = changed;
    setChanged({ ...before, ...change });
    void run(async () => {
      try {
        await work();
      } catch (thrown) {
        setChanged(before);
        throw thrown;
      }
    });
  };
  return { changed, error, save };
}
