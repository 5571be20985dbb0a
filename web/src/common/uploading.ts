import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import type { Upload } from "../core";
import { useClient } from "./client";

/** How far an upload is, for whoever began one; nothing without a key. */
export function useUploading(key: string | undefined): Upload | undefined {
  const { uploads } = useClient();
  const [engine, setEngine] = useState(uploads.engine);
  useEffect(() => {
    if (key === undefined || engine) return;
    let live = true;
    void uploads.load().then((loaded) => live && setEngine(loaded));
    return () => {
      live = false;
    };
  }, [uploads, key, engine]);
  const subscribe = useCallback((changed: () => void) => engine?.subscribe(changed) ?? (() => undefined), [engine]);
  return useSyncExternalStore(subscribe, () => (key === undefined ? undefined : engine?.get(key)));
}
