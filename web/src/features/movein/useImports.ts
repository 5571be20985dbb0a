import { useEffect } from "react";
import { useClient } from "../../common/client";
import { useAsk } from "../../common/useAsk";
import { isMoving } from "./shapes";

const LOOK_MS = 1500;

/** Asks again while something goes on and somebody is looking. */
export function useLooking(going: boolean, again: () => void): void {
  useEffect(() => {
    if (!going) return;
    const timer = setInterval(() => document.visibilityState === "visible" && again(), LOOK_MS);
    return () => clearInterval(timer);
  }, [going, again]);
}

/** The imports of this installation, the newest first. */
export function useImports() {
  const client = useClient();
  const asked = useAsk("imports", () => client.call("list_imports", {}));
  const imports = asked.value?.imports;
  useLooking(imports?.some(isMoving) ?? false, asked.again);
  return { imports, error: asked.error, again: asked.again };
}

/** One of them with its plan. */
export function useImport(id: number) {
  const client = useClient();
  const asked = useAsk(`import ${id}`, () => client.call("get_import", { import: id }));
  const one = asked.value?.import;
  useLooking(one !== undefined && isMoving(one), asked.again);
  return { one, error: asked.error, again: asked.again };
}
