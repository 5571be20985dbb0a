import { useState } from "react";
import { useClient } from "../../../common/client";
import { errorText } from "../../../common/trouble";
import { isChange } from "../passkeys";

/** Makes a passkey on this device and has the server keep it. `guard`: asks for a proof where one is needed. */
export function useNewPasskey(
  onDone: () => void,
  guard: (work: () => Promise<void>) => Promise<void> = (work) => work(),
): { make: (name: string) => void; busy: boolean; error: string | undefined } {
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const add = async (name: string) => {
    setBusy(true);
    setError(undefined);
    try {
      await guard(async () => {
        const { makePasskey } = await import("./signing");
        const made = await makePasskey(await client.call("begin_passkey", {}));
        await client.call("add_passkey", { ...made, name });
        onDone();
      });
    } catch (thrown) {
      if (known(thrown)) setError(undefined);
      else if (!isChange(thrown)) setError(errorText(thrown));
    } finally {
      setBusy(false);
    }
  };
  return { make: (name) => void add(name), busy, error };
}

/** This device has one of the person's passkeys already. */
function known(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === "InvalidStateError";
}
