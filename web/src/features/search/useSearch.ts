import { useCallback, useEffect, useRef, useState } from "react";
import { useClient } from "../../common/client";
import { errorText } from "../../common/trouble";
import type { ActorId, Answer, Client } from "../../core";
import { asked, type Filters, type Hit, hitsOf, narrowed } from "./model";

type Everywhere = Answer<"search_everywhere">;

/** Names that answer; none while filters leave only messages. */
export type Names = Pick<Everywhere, "chats" | "public" | "people">;

interface Found {
  readonly key: string;
  readonly hits: readonly Hit[];
  readonly names?: Names;
  readonly next?: string;
  readonly readAs?: string;
  readonly error?: string;
}

export interface Search extends Omit<Found, "key" | "next"> {
  readonly more: boolean;
  readonly busy: boolean;
  readonly loadMore: () => void;
  readonly again: () => void;
}

/** What answers, page by page. `null` is no question. */
export function useSearch(query: string | null, filters: Filters, actor: ActorId): Search {
  const client = useClient();
  const [round, setRound] = useState(0);
  const [found, setFound] = useState<Found>();
  const [busy, setBusy] = useState(false);
  const key = JSON.stringify([query, filters, actor, round]);
  const live = useRef(key);
  live.current = key;

  const load = useCallback(
    async (before?: Found) => {
      if (query === null) return;
      setBusy(true);
      let next: Found;
      try {
        next = { ...(await ask(client, query, filters, actor, before)), key };
      } catch (thrown) {
        const { next: _, ...kept } = before ?? { hits: [] };
        next = { ...kept, key, error: errorText(thrown) };
      }
      if (live.current !== key) return;
      setFound(next);
      setBusy(false);
    },
    [client, key, query, filters, actor],
  );

  useEffect(() => {
    void load();
  }, [load]);

  const now = found?.key === key ? found : undefined;
  const { key: _, next, ...shown } = now ?? { key: "", hits: [] };
  return {
    ...shown,
    more: next !== undefined,
    busy: query !== null && (busy || now === undefined),
    loadMore: () => void load(now),
    again: () => setRound((last) => last + 1),
  };
}

/** The first answer carries names too, unless filters leave only messages; what follows are more messages. */
async function ask(
  client: Client,
  query: string,
  filters: Filters,
  actor: ActorId,
  before: Found | undefined,
): Promise<Omit<Found, "key">> {
  if (!before && !narrowed(filters)) {
    const { messages, ...names } = await client.call("search_everywhere", {
      query,
      ...(filters.everywhere ? {} : { as: actor }),
    });
    return { names, ...pageOf(messages, []) };
  }
  const question = asked(query, filters, actor, Date.now());
  const after = before?.next === undefined ? {} : { after: before.next };
  const page = pageOf(await client.call("search_messages", { ...question, ...after }), before?.hits ?? []);
  return { ...page, ...(before?.names ? { names: before.names } : {}) };
}

function pageOf(answer: Answer<"search_messages">, before: readonly Hit[]): Omit<Found, "key"> {
  return {
    hits: [...before, ...hitsOf(answer)],
    ...(answer.next ? { next: answer.next } : {}),
    ...(answer.read_as ? { readAs: answer.read_as } : {}),
  };
}
