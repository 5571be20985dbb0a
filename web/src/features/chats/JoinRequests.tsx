import { t } from "@lingui/core/macro";
import { Check, X } from "lucide-react";
import { useActor, useClient } from "../../common/client";
import { dayAndTime } from "../../common/dates";
import { NameCare, type NameCode, useNameCare } from "../../common/NameCare";
import { errorText } from "../../common/trouble";
import { useAsk } from "../../common/useAsk";
import { ActorAvatar, ActorName } from "../../common/Who";
import type { ActorId, ChatId } from "../../core";
import { IconButton } from "../../ui/Button";
import { toast } from "../../ui/Toasts";

interface JoinRequestsProps {
  chat: ChatId;
  as: ActorId | undefined;
  version: number;
}

/** Who asks to come in; nothing is drawn when nobody does. */
export function JoinRequests({ chat, as, version }: JoinRequestsProps) {
  const client = useClient();
  const own = as === undefined ? {} : { as };
  const { value, again } = useAsk(`requests ${chat} ${version}`, () =>
    client.call("list_join_requests", { chat, ...own }),
  );
  const requests = value?.requests ?? [];
  const care = useNameCare(requests.map((request) => request.actor));
  if (requests.length === 0) return null;
  const answer = (actor: ActorId, accept: boolean) => {
    client
      .call("answer_join_request", { chat, actor, accept, ...own })
      .then(again, (thrown: unknown) => toast(errorText(thrown)));
  };
  const count = requests.length;
  return (
    <section className="sect">
      <h3>{t`Просят принять, ${count}`}</h3>
      <ul>
        {requests.map((request) => (
          <Request
            key={request.actor}
            actor={request.actor}
            at={request.asked_at}
            care={care.get(request.actor)}
            onAnswer={(accept) => answer(request.actor, accept)}
          />
        ))}
      </ul>
    </section>
  );
}

interface RequestProps {
  actor: ActorId;
  at: number;
  care: NameCode | undefined;
  onAnswer: (accept: boolean) => void;
}

function Request({ actor, at, care, onAnswer }: RequestProps) {
  const card = useActor(actor);
  return (
    <li className="line member">
      <span className="row row--dense grow row--flat">
        <ActorAvatar actor={card} id={actor} size="m" />
        <span className="row__body">
          <ActorName actor={card} />
          <span className="cut t1 dimmer">{dayAndTime(at, Date.now())}</span>
          <NameCare code={care} />
        </span>
      </span>
      <IconButton label={t`Принять`} onClick={() => onAnswer(true)}>
        <Check className="i" aria-hidden="true" />
      </IconButton>
      <IconButton label={t`Отказать`} onClick={() => onAnswer(false)}>
        <X className="i" aria-hidden="true" />
      </IconButton>
    </li>
  );
}
