import { t } from "@lingui/core/macro";
import { useRead } from "../../common/client";
import { lineText } from "../../common/lines";
import { actorName } from "../../common/Who";
import type { ChatId, Seq } from "../../core";
import { hueOf } from "../../ui/Avatar";
import { shortName } from "../../ui/names";
import { useActs } from "./acts";

/** What is answered: who said it and its first line. A press leads there. */
export function Quote({ chat, seq }: { chat: ChatId; seq: Seq }) {
  const { jump } = useActs();
  const quoted = useRead((read) => read.message(chat, seq));
  if (quoted === null || quoted?.deleted) {
    return <span className="quote quote--gone">{t`Сообщение удалено`}</span>;
  }
  return (
    <button type="button" className="quote" onClick={() => jump(seq)} title={t`К сообщению, на которое отвечают`}>
      <QuoteWords chat={chat} seq={seq} />
    </button>
  );
}

export function QuoteWords({ chat, seq }: { chat: ChatId; seq: Seq }) {
  const quoted = useRead((read) => read.message(chat, seq));
  const name = useRead((read) => (quoted ? shortName(actorName(read.actor(quoted.sender))) : ""));
  const line = useRead((read) => (quoted ? lineText(read, quoted) : "…"));
  return (
    <>
      <span className={`b t1 cut n${hueOf(quoted?.sender ?? 0)}`}>{name || "…"}</span>
      <span className="cut">{line}</span>
    </>
  );
}
