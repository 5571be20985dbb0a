import { t } from "@lingui/core/macro";
import { BriefcaseBusiness, Pencil, Reply, X } from "lucide-react";
import { useActor } from "../../common/client";
import type { ActorId, ChatId, Seq } from "../../core";
import { IconButton } from "../../ui/Button";
import { QuoteWords } from "./Quote";
import { type Composing, TEXT_LIMIT } from "./useComposer";

interface ContextProps {
  chat: ChatId;
  composing: Composing;
  onJump: (seq: Seq) => void;
  onCancel: () => void;
}

/** What is answered or edited, above the box. */
export function Context({ chat, composing, onJump, onCancel }: ContextProps) {
  const { edit, reply } = composing;
  const seq = edit?.seq ?? reply;
  if (seq === undefined) return null;
  const Icon = edit ? Pencil : Reply;
  return (
    <div className="composer__extra">
      <Icon className="i dim" aria-hidden="true" />
      <button
        type="button"
        className="quote quote--bare grow"
        onClick={() => onJump(seq)}
        title={edit ? t`К сообщению, которое меняете` : t`К сообщению, на которое отвечаете`}
      >
        <QuoteWords chat={chat} seq={seq} />
      </button>
      <IconButton label={edit ? t`Не изменять` : t`Не отвечать`} onClick={onCancel}>
        <X className="i" aria-hidden="true" />
      </IconButton>
    </div>
  );
}

/** Nobody should be in doubt in whose name he writes. */
export function AsWhom({ actor, id }: { actor: ActorId; id: string }) {
  const card = useActor(actor);
  if (card?.kind !== "post") return <span id={id} hidden />;
  const title = lowerFirst(card.title ?? "");
  return (
    <div className="composer__as" id={id}>
      <BriefcaseBusiness className="i i--s" aria-hidden="true" />
      <span className="cut">
        {t`Вы пишете как`} <b>{title}</b>
      </span>
    </div>
  );
}

/** "Начальник отдела" inside a sentence; an abbreviation (ЕДДС) stays as it is. */
function lowerFirst(title: string): string {
  const [head = "", next = ""] = title;
  return next === next.toUpperCase() && next.trim() !== "" ? title : head.toLowerCase() + title.slice(1);
}

export function Counter({ length }: { length: number }) {
  const left = TEXT_LIMIT - length;
  if (left > 400) return null;
  return (
    <span className="composer__count num" role="status" {...(left < 0 ? { "data-over": "" } : {})}>
      <span className="vh">{left < 0 ? t`Лишних знаков:` : t`Осталось знаков:`} </span>
      {left < 0 ? `+${-left}` : left}
    </span>
  );
}
