import { useEffect, useState } from "react";
import { useClient } from "../../../common/client";
import { errorText } from "../../../common/trouble";
import type { ChatId, ChatMessage } from "../../../core";
import { asMessage, type SharedKind } from "./shared";

const PAGE = 50;

/** The messages of a kind page by page, the newest first. */
export function usePages(chat: ChatId, kind: SharedKind) {
  const client = useClient();
  const [messages, setMessages] = useState<readonly ChatMessage[]>();
  const [more, setMore] = useState(false);
  const [error, setError] = useState<string>();
  const load = async (before: readonly ChatMessage[]) => {
    const last = before.at(-1)?.seq;
    try {
      const rest = last === undefined ? {} : { before: last };
      const page = await client.call("list_shared", { chat, kind, limit: PAGE, ...rest });
      setMessages([...before, ...page.messages.map(asMessage)]);
      setMore(page.messages.length === PAGE);
      setError(undefined);
    } catch (thrown) {
      setError(errorText(thrown));
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first page, once for each chat and kind
  useEffect(() => void load([]), [chat, kind]);
  return { messages, more, error, next: () => void load(messages ?? []) };
}
