import { useState } from "react";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import type { ActorId, ChatId } from "../../core";

const PAGE = 50;

/** The authors of a group that came along, and what is said about who they are. */
export function useAuthors(chat: ChatId) {
  const client = useClient();
  const [shown, setShown] = useState(PAGE);
  const asked = useAsk(`authors ${chat} ${shown}`, async () => {
    const pages = [];
    let after = 0;
    for (;;) {
      const page = await client.call("list_placeholders", { chat, after, limit: PAGE });
      pages.push(page);
      if (page.next === undefined || after + PAGE >= shown) break;
      after = page.next;
    }
    const last = pages.at(-1);
    return {
      authors: pages.flatMap(({ placeholders }) => placeholders),
      mayAnswer: last?.may_answer ?? false,
      mayName: last?.may_name ?? false,
      more: last?.next !== undefined,
    };
  });
  const { run, busy, error } = useAct();
  const after = (work: Promise<unknown>) =>
    run(async () => {
      await work;
      asked.again();
    });
  return {
    value: asked.value,
    error: error ?? asked.error,
    busy,
    more: () => setShown((before) => before + PAGE),
    claim: (placeholder: ActorId) => after(client.call("claim_placeholder", { placeholder })),
    answer: (placeholder: ActorId, accept: boolean, person?: ActorId) =>
      after(client.call("answer_claim", { placeholder, accept, ...(person === undefined ? {} : { person }) })),
  };
}

export type Authors = ReturnType<typeof useAuthors>;
