import { useCallback, useEffect, useState } from "react";
import { useClient } from "../../common/client";
import { errorText } from "../../common/trouble";
import type { ActorId, ChatId, Member } from "../../core";

export interface Members {
  list: readonly Member[] | undefined;
  error: string | undefined;
  more: boolean;
  loadMore: () => void;
  again: () => void;
}

const PAGE = 100;
/** Changes come in bursts. */
const SETTLE_MS = 300;

/** The members of a chat page by page. `version` is that of the chat: when it changes, the list may have changed too. */
export function useMembers(actor: ActorId, chat: ChatId, as: ActorId | undefined, version: number): Members {
  const client = useClient();
  const [pages, setPages] = useState<{ list: readonly Member[]; next?: string | undefined }>();
  const [error, setError] = useState<string>();
  const [round, setRound] = useState(0);

  const load = useCallback(
    async (after: string | undefined) => {
      const page = await client.call("list_members", {
        chat,
        limit: PAGE,
        ...(after === undefined ? {} : { after }),
        ...(as === undefined ? {} : { as }),
      });
      return { list: page.members, next: page.next };
    },
    [client, chat, as],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: another version of the chat is another list
  useEffect(() => {
    let live = true;
    load(undefined).then(
      (page) => {
        if (!live) return;
        setPages(page);
        setError(undefined);
      },
      (thrown: unknown) => live && setError(errorText(thrown)),
    );
    return () => {
      live = false;
    };
  }, [load, actor, version, round]);

  // Who came, went or got another role: everybody in the chat is told how it looks now.
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = client.hear((event) => {
      if (event.ev !== "chat" || event.chat.id !== chat) return;
      clearTimeout(timer);
      timer = setTimeout(() => setRound((before) => before + 1), SETTLE_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [client, chat]);

  const next = pages?.next;
  const loadMore = useCallback(() => {
    if (next === undefined) return;
    load(next).then(
      (page) => setPages((before) => ({ list: [...(before?.list ?? []), ...page.list], next: page.next })),
      (thrown: unknown) => setError(errorText(thrown)),
    );
  }, [load, next]);
  return {
    list: pages?.list,
    error,
    more: next !== undefined,
    loadMore,
    again: () => setRound((before) => before + 1),
  };
}
