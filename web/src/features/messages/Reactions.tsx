import { plural, t } from "@lingui/core/macro";
import { Smile } from "lucide-react";
import { useRead } from "../../common/client";
import { actorName } from "../../common/Who";
import { type ChatMessage, may, type Reaction } from "../../core";
import { shortName } from "../../ui/names";
import { useMenu } from "../../ui/useMenu";
import { useActs } from "./acts";

export function Reactions({ message }: { message: ChatMessage }) {
  const { actor, show } = useActs();
  const mayReact = useRead((read) => may(read.membership(actor, message.chat), "REACT"));
  return (
    <div className="reacts">
      {message.reactions?.map((reaction) => (
        <ReactionButton key={reaction.emoji} message={message} reaction={reaction} />
      ))}
      {mayReact && (
        <button
          type="button"
          className="react"
          aria-label={t`Другая реакция`}
          aria-haspopup="dialog"
          onClick={({ currentTarget }) => {
            const { right, top } = currentTarget.getBoundingClientRect();
            show({ kind: "react", message, at: { x: right, y: top } });
          }}
        >
          <Smile className="i i--s" aria-hidden="true" />
        </button>
      )}
    </div>
  );
}

function ReactionButton({ message, reaction }: { message: ChatMessage; reaction: Reaction }) {
  const { react, show } = useActs();
  const names = useRead((read) =>
    (reaction.recent ?? [])
      .map((id) => shortName(actorName(read.actor(id))))
      .filter(Boolean)
      .join(", "),
  );
  const who = useMenu(() => show({ kind: "who", message, what: reaction.emoji }));
  const mine = message.mine.includes(reaction.emoji);
  const count = plural(reaction.count, { one: "# человек", few: "# человека", many: "# человек", other: "# человека" });
  return (
    <button
      type="button"
      className="react"
      aria-pressed={mine}
      aria-label={t`Реакция ${reaction.emoji}: ${count}`}
      title={names}
      onClick={() => react(message, reaction.emoji)}
      {...who}
    >
      {reaction.emoji} <span className="num">{reaction.count}</span>
    </button>
  );
}
