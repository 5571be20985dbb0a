import { t } from "@lingui/core/macro";
import { PinOff } from "lucide-react";
import { useClient, useRead } from "../../common/client";
import { dayAndTime } from "../../common/dates";
import { lineText } from "../../common/lines";
import { orToast } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import { actorName } from "../../common/Who";
import { type Answer, may } from "../../core";
import { IconButton } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { shortName } from "../../ui/names";
import { RowSkeletons } from "../../ui/States";
import { useActs } from "./acts";

type Pinned = Answer<"list_pinned">["messages"][number];

/** Everything that is pinned in the chat, newest first. */
export default function PinnedDialog({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const { actor, chat, jump } = useActs();
  const { value, error, again } = useAsk(`all pinned ${chat}`, () => client.call("list_pinned", { chat }));
  const mayPin = useRead((read) => may(read.membership(actor, chat), "PIN"));
  const list = [...(value?.messages ?? [])].sort((a, b) => b.seq - a.seq);
  return (
    <Dialog tall title={t`Закреплённые сообщения`} closeLabel={t`Закрыть`} onClose={onClose}>
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
      {!value && !error && <RowSkeletons count={3} label={t`Загружаем список`} />}
      {value && list.length === 0 && <p className="dim">{t`Ничего не закреплено.`}</p>}
      <ul className="picks">
        {list.map((message) => (
          <li key={message.seq} className="line">
            <Row
              message={message}
              onOpen={() => {
                onClose();
                jump(message.seq);
              }}
            />
            {mayPin && (
              <IconButton
                label={t`Открепить`}
                onClick={() => orToast(client.pinMessage(actor, chat, message.seq, false).then(again))}
              >
                <PinOff className="i" aria-hidden="true" />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function Row({ message, onOpen }: { message: Pinned; onOpen: () => void }) {
  const name = useRead((read) => shortName(actorName(read.actor(message.sender))));
  const line = useRead((read) => lineText(read, { key: "", text: "", state: "sent", mine: [], ...message }));
  return (
    <button type="button" className="row row--dense grow" onClick={onOpen}>
      <span className="row__body">
        <span className="cut b t1">
          {name || "…"} · {dayAndTime(message.at, Date.now())}
        </span>
        <span className="cut">{line}</span>
      </span>
    </button>
  );
}
