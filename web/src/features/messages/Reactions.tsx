import { plural, t } from "@lingui/core/macro";
import { useRead } from "../../common/client";
import { actorName } from "../../common/Who";
import type { ChatMessage, Reaction } from "../../core";
import { shortName } from "../../ui/names";
import { useActs } from "./acts";

export function Reactions({ message }: { message: ChatMessage }) {
  return (
    <div className="reacts">
      {message.reactions?.map((reaction) => (
        <ReactionButton key={reaction.emoji} message={message} reaction={reaction} />
      ))}
    </div>
  );
}

function ReactionButton({ message, reaction }: { message: ChatMessage; reaction: Reaction }) {
  const { react } = useActs();
  const names = useRead((read) =>
    (reaction.recent ?? [])
      .map((id) => shortName(actorName(read.actor(id))))
      .filter(Boolean)
      .join(", "),
  );
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
    >
      {reaction.emoji} <span className="num">{reaction.count}</span>
    </button>
  );
}
