import { useEffect, useState } from "react";
import { useClient } from "../../common/client";
import { errorText } from "../../common/trouble";
import type { StaffStep, StepKind } from "./fields";

const PAGE = 100;

/** The steps of an import, page by page. `more`: asks for the next page; absent at the end. */
export function useSteps(number: number, kind: StepKind, acts: readonly string[]) {
  const client = useClient();
  const [steps, setSteps] = useState<readonly StaffStep[]>([]);
  const [next, setNext] = useState<number | undefined>(-1);
  const [asked, setAsked] = useState(-1);
  const [error, setError] = useState<string>();
  const key = acts.join();
  useEffect(() => {
    let live = true;
    client
      .call("list_staff_steps", { import: number, kind, acts: key ? key.split(",") : [], after: asked, limit: PAGE })
      .then(
        (page) => {
          if (!live) return;
          setSteps((before) => (asked === -1 ? page.steps : [...before, ...page.steps]));
          setNext(page.next ?? undefined);
        },
        (thrown: unknown) => live && setError(errorText(thrown)),
      );
    return () => {
      live = false;
    };
  }, [client, number, kind, key, asked]);
  const more = next === undefined || next === -1 ? undefined : () => setAsked(next);
  return { steps, more, error, loading: next === -1 && !error };
}
