import { t } from "@lingui/core/macro";
import { List as ListIcon, Pin, PinOff } from "lucide-react";
import { useEffect, useState } from "react";
import { useClient, useRead } from "../../common/client";
import { lineText } from "../../common/lines";
import { orToast } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import { type ActorId, type ChatId, type ChatMessage, may, type Seq } from "../../core";
import { IconButton } from "../../ui/Button";
import { useMenu } from "../../ui/useMenu";
import { useActs } from "./acts";

interface PinnedBarProps {
  actor: ActorId;
  chat: ChatId;
  onJump: (seq: Seq) => void;
  onAll: () => void;
}

/** The pinned messages, newest first; each press leads to the next one. */
export default function PinnedBar({ actor, chat, onJump, onAll }: PinnedBarProps) {
  const client = useClient();
  const pinnedHere = useRead((read) => pinnedSeqs(read.messages(chat).items));
  const { value } = useAsk(`pinned ${chat} ${pinnedHere}`, () => client.call("list_pinned", { chat }));
  const [at, setAt] = useState(0);
  const [last, setLast] = useState(value);
  // The bar does not blink while it asks again.
  useEffect(() => {
    if (value) setLast(value);
  }, [value]);
  const list = [...(last?.messages ?? [])].sort((a, b) => b.seq - a.seq).filter((message) => message.chat === chat);
  const shown = list[at % Math.max(1, list.length)];
  const message: ChatMessage | undefined = shown && { key: "", text: "", state: "sent", mine: [], ...shown };
  const line = useRead((read) => (message ? lineText(read, message) : ""));
  const { openMenu } = useActs();
  const menu = useMenu((place) => message && openMenu(message, place));
  const mayPin = useRead((read) => may(read.membership(actor, chat), "PIN"));
  if (!shown) return null;
  const place = at % list.length;
  const count = list.length;
  return (
    <div className="pinbar">
      <Pin className="i dim" aria-hidden="true" />
      <button
        type="button"
        className="grow"
        onClick={() => {
          onJump(shown.seq);
          setAt(at + 1);
        }}
        {...menu}
      >
        <span className="t1 b">{count > 1 ? t`Закреплено, ${place + 1} из ${count}` : t`Закреплено`}</span>
        <span className="cut dim">{line}</span>
      </button>
      {count > 1 && (
        <IconButton label={t`Все закреплённые`} onClick={onAll}>
          <ListIcon className="i" aria-hidden="true" />
        </IconButton>
      )}
      {mayPin && count === 1 && (
        <IconButton label={t`Открепить`} onClick={() => orToast(client.pinMessage(actor, chat, shown.seq, false))}>
          <PinOff className="i" aria-hidden="true" />
        </IconButton>
      )}
    </div>
  );
}

function pinnedSeqs(items: readonly { readonly pinned?: boolean; readonly seq: Seq }[]): string {
  return items
    .filter((message) => message.pinned)
    .map((message) => message.seq)
    .join();
}
