import { t } from "@lingui/core/macro";
import { useCallback, useRef, useState } from "react";
import { useClient } from "../../common/client";
import { useUploading } from "../../common/uploading";
import { useAct } from "../../common/useAct";
import type { Upload } from "../../core";
import type { Gathered } from "./gather";
import { pack, TooMuch } from "./pack";

export interface Taking {
  readonly name: string | undefined;
  readonly packing: number | undefined;
  readonly upload: Upload | undefined;
  readonly error: string | undefined;
  take: (gathered: Gathered | undefined) => void;
  stop: () => void;
}

/** From what was chosen to an import that is being looked at: packed, uploaded by the queue of all uploads, planned. */
export function useTaking(onPlanned: (id: number) => void): Taking {
  const client = useClient();
  const { run, error, clear } = useAct();
  const [key, setKey] = useState<string>();
  const [name, setName] = useState<string>();
  const [packing, setPacking] = useState<number>();
  const [trouble, setTrouble] = useState<string>();
  const stopped = useRef(false);
  const upload = useUploading(key);
  const end = useCallback(() => {
    setKey(undefined);
    setName(undefined);
    setPacking(undefined);
  }, []);

  const begin = async (gathered: Gathered) => {
    stopped.current = false;
    setName(gathered.name);
    const { name: fileName, blob } = await asOneFile(gathered, setPacking);
    setPacking(undefined);
    if (stopped.current) return;
    const engine = await client.uploads.load();
    const added = engine.add(blob, { name: fileName, purpose: "file" });
    setKey(added);
    const card = (await engine.whenReady([added])).get(added);
    if (!card) return;
    const planned = await client.call("plan_import", { file: card.id });
    engine.release([added]);
    onPlanned(planned.import.id);
  };
  const take = (gathered: Gathered | undefined) => {
    clear();
    setTrouble(undefined);
    if (!gathered) return;
    void run(async () => {
      try {
        await begin(gathered);
      } catch (thrown) {
        if (stopped.current) return;
        if (!(thrown instanceof TooMuch)) throw thrown;
        setTrouble(
          t`Папка слишком большая для браузера. Перенесите её на сервере командой veche import: она берёт папку любого размера.`,
        );
      } finally {
        end();
      }
    });
  };
  const stop = () => {
    stopped.current = true;
    if (key) client.uploads.engine?.cancel(key);
    end();
  };
  return { name, packing, upload, error: trouble ?? error, take, stop };
}

async function asOneFile({ name, pieces, folder }: Gathered, onPacked: (share: number) => void) {
  const [only] = pieces;
  if (only && pieces.length === 1 && !folder) return { name: only.path, blob: only.file };
  onPacked(0);
  const blob = await pack(pieces, (done) => onPacked(Math.floor((done / pieces.length) * 100)));
  return { name: `${folder ? name : "export"}.zip`, blob };
}
