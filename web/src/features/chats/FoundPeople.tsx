import { t } from "@lingui/core/macro";
import { useEffect, useState } from "react";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import { ActorAvatar, ActorName, actorLine } from "../../common/Who";
import type { Actor, ActorId, ChatId } from "../../core";

interface FoundPeopleProps {
  actor: ActorId;
  query: string;
  onOpen: (chat: ChatId) => void;
}

const PAUSE_MS = 250;

/** People and posts whom one does not write with yet; a press begins a dialog. */
export default function FoundPeople({ actor, query, onOpen }: FoundPeopleProps) {
  const client = useClient();
  const wanted = useSettled(query.trim());
  const short = wanted.length < 2;
  const { value, error } = useAsk(`people ${wanted}`, async () => (short ? [] : client.findPeople(wanted, 20)));
  const { run, error: failed } = useAct();
  const found = value?.filter((card) => card.id !== actor) ?? [];
  const open = (card: Actor) => void run(async () => onOpen(await client.openDialog(actor, card.id)));
  const words = error ?? failed ?? (value && !short && found.length === 0 ? t`Людей с таким именем нет` : undefined);
  return (
    <section className="sect" aria-live="polite">
      <h2 className="sect__title">{t`Люди и должности`}</h2>
      {words && <p className="dim">{words}</p>}
      {short && <p className="dim">{t`Для поиска нужно хотя бы две буквы`}</p>}
      <ul>
        {found.map((card) => (
          <li key={card.id}>
            <button type="button" className="row row--dense row--wide" onClick={() => open(card)}>
              <ActorAvatar actor={card} id={card.id} size="m" />
              <span className="row__body">
                <ActorName actor={card} />
                <span className="cut t1 dimmer">{actorLine(card)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The value when it has stood still for a moment: not every letter is a question. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
