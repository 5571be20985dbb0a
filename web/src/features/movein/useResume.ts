import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";

/** Goes on with an import that stopped. */
export function useResume(id: number, onDone: () => void) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const resume = () =>
    void run(async () => {
      await client.call("resume_import", { import: id });
      onDone();
    });
  return { resume, busy, error };
}
