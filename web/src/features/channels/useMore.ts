import { useState } from "react";
import { useAct } from "../../common/useAct";

interface Page<T> {
  items: readonly T[];
  next: number | null | undefined;
}

/** Further pages behind the first one; a new first page begins anew. */
export function useMore<T>(first: Page<T>, ask: (after: number) => Promise<Page<T>>) {
  const [further, setFurther] = useState<Page<T> & { of: readonly T[] }>();
  const { run, busy, error } = useAct();
  const shown = further?.of === first.items ? further : undefined;
  const after = (shown ?? first).next ?? undefined;
  const items = shown ? [...first.items, ...shown.items] : first.items;
  const more =
    after === undefined
      ? undefined
      : () =>
          void run(async () => {
            const page = await ask(after);
            setFurther({ of: first.items, items: [...(shown?.items ?? []), ...page.items], next: page.next });
          });
  return { items, more, busy, error };
}
