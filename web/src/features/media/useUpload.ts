import { useEffect, useState } from "react";
import { useClient } from "../../common/client";
import type { Attachment, UploadEngine } from "../../core";

export { useUploading as useUpload } from "../../common/uploading";

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

/** The bytes as they lie on this device: of what is on its way, or went from here just now. */
export function useLocal({ upload, file }: Attachment): string | undefined {
  const engine = useEngine(upload !== undefined);
  if (upload !== undefined) return engine?.preview(upload);
  return file === undefined ? undefined : engine?.localUrl(file);
}
