import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { useClient } from "../../common/client";
import type { Attachment, Upload, UploadEngine } from "../../core";

/** The engine of uploads, once something needs it. */
export function useEngine(wanted: boolean): UploadEngine | undefined {
  const client = useClient();
  const [engine, setEngine] = useState(client.uploads.engine);
  useEffect(() => {
    if (!wanted || engine) return;
    let live = true;
    void client.uploads.load().then((loaded) => live && setEngine(loaded));
    return () => {
      live = false;
    };
  }, [client, wanted, engine]);
  return engine ?? client.uploads.engine;
}

/** How far an upload is; nothing for what is no upload. */
export function useUpload(key: string | undefined): Upload | undefined {
  const engine = useEngine(key !== undefined);
  const subscribe = useCallback((changed: () => void) => engine?.subscribe(changed) ?? (() => undefined), [engine]);
  return useSyncExternalStore(subscribe, () => (key === undefined ? undefined : engine?.get(key)));
}

/** The bytes as they lie on this device: of what is on its way, or went from here just now. */
export function useLocal({ upload, file }: Attachment): string | undefined {
  const engine = useEngine(upload !== undefined);
  if (upload !== undefined) return engine?.preview(upload);
  return file === undefined ? undefined : engine?.localUrl(file);
}
