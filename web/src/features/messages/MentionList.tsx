import { t } from "@lingui/core/macro";
import { type Ref, useEffect, useImperativeHandle, useState } from "react";
import { useClient, useRead } from "../../common/client";
import type { SuggestHandle } from "../../common/media";
import { useAsk } from "../../common/useAsk";
import { ActorAvatar, ActorName, actorLine, actorName } from "../../common/Who";
import type { Actor, ActorId, ChatId } from "../../core";
import { shortName } from "../../ui/names";

interface MentionListProps {
  actor: ActorId;
  chat: ChatId;
  query: string;
  onChoose: (actor: ActorId, name: string) => void;
  onClose: () => void;
  ref: Ref<SuggestHandle>;
}

const MOST = 8;

/** Members of the chat whose name fits what is typed after "@". */
export default function MentionList({ actor, chat, query, onChoose, onClose, ref }: MentionListProps) {
  const client = useClient();
  const members = useAsk(
    `members ${chat}`,
    async () => (await client.call("list_members", { chat, limit: 200 })).members,
  );
  const known = useRead((read) => names(members.value?.map((member) => read.actor(member.actor))));
  const [at, setAt] = useState(0);
  const found = fitting(members.value?.map((member) => client.read.actor(member.actor)) ?? [], query, actor);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list starts at its first line
  useEffect(() => setAt(0), [query, known]);

  const choose = (chosen: Actor | undefined) => {
    if (chosen) onChoose(chosen.id, shortName(actorName(chosen)));
    onClose();
  };

  useImperativeHandle(ref, () => ({
    key: (key) => {
      if (found.length === 0) return false;
      if (key === "ArrowDown") setAt((at + 1) % found.length);
      else if (key === "ArrowUp") setAt((at - 1 + found.length) % found.length);
      else if (key === "Enter" || key === "Tab") choose(found[at]);
      else if (key === "Escape") onClose();
      else return false;
      return true;
    },
  }));

  if (found.length === 0) return null;
  return (
    <div className="suggest" role="listbox" aria-label={t`Кого упомянуть`}>
      {found.map((card, index) => (
        <button
          key={card.id}
          type="button"
          role="option"
          tabIndex={-1}
          aria-selected={index === at}
          className="row row--dense suggest__row"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose(card)}
        >
          <ActorAvatar actor={card} id={card.id} size="s" />
          <span className="row__body">
            <ActorName actor={card} />
            <span className="t1 dimmer cut">{actorLine(card)}</span>
          </span>
        </button>
      ))}
    </div>
  );
}

function names(cards: readonly (Actor | undefined)[] | undefined): string {
  return (cards ?? []).map((card) => card?.name ?? "").join("\n");
}

function fitting(cards: readonly (Actor | undefined)[], query: string, self: ActorId): Actor[] {
  const wanted = query.toLocaleLowerCase();
  const fits = (card: Actor) =>
    `${card.name} ${card.title ?? ""}`
      .toLocaleLowerCase()
      .split(/\s+/)
      .some((word) => word.startsWith(wanted));
  return cards
    .filter((card): card is Actor => card !== undefined && card.id !== self && !card.vacant && fits(card))
    .slice(0, MOST);
}
