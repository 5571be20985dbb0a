import { t } from "@lingui/core/macro";
import { Check, X } from "lucide-react";
import { useEffect, useState } from "react";
import type { Actor, ActorId } from "../core";
import { shortName } from "../ui/names";
import { Search } from "../ui/Search";
import { useActor, useClient } from "./client";
import { NameCare, type NameCode, useNameCare } from "./NameCare";
import { useAsk } from "./useAsk";
import { ActorAvatar, ActorName, actorLine, actorName } from "./Who";

interface PeoplePickerProps {
  label: string;
  chosen: readonly Actor[];
  /** One only: the press is the choice. */
  single?: boolean;
  /** Who cannot be chosen (is there already). */
  without?: ReadonlySet<ActorId>;
  /** Only cards of this kind. */
  kind?: Actor["kind"];
  /** Offered before anything is written; `offer` says who they are. */
  offered?: readonly ActorId[] | undefined;
  offer?: string;
  onChange: (chosen: readonly Actor[]) => void;
  /** What is looked for at first. */
  begin?: string;
}

const PAUSE_MS = 250;

/** Finds people by name; the directory is never listed whole. */
export function PeoplePicker(props: PeoplePickerProps) {
  const { label, chosen, single, without, kind, offered = [], offer, begin = "", onChange } = props;
  const client = useClient();
  const [query, setQuery] = useState(begin);
  const [wanted, setWanted] = useState(begin);
  useEffect(() => {
    const timer = setTimeout(() => setWanted(query.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [query]);
  const { value, error } = useAsk(`pick ${wanted}`, async () =>
    wanted.length < 2 ? [] : client.findPeople(wanted, 20),
  );
  const found = (value ?? []).filter((card) => !without?.has(card.id) && (!kind || card.kind === kind));
  const toggle = (card: Actor) => {
    const there = chosen.some((other) => other.id === card.id);
    if (single) onChange([card]);
    else onChange(there ? chosen.filter((other) => other.id !== card.id) : [...chosen, card]);
  };
  const offering = wanted.length < 2 && offered.length > 0;
  const care = useNameCare(offering ? offered : found.map((card) => card.id));
  const hint = offering
    ? offer
    : wanted.length < 2
      ? t`Введите две буквы имени или должности`
      : found.length === 0 && value
        ? t`Никого не нашлось`
        : undefined;
  return (
    <div className="stack">
      <Search
        label={label}
        clearLabel={t`Очистить`}
        value={query}
        onChange={setQuery}
        {...(single ? { "data-first": "" } : {})}
      />
      {!single && chosen.length > 0 && (
        <ul className="chosen" aria-label={t`Выбраны`}>
          {chosen.map((card) => (
            <li key={card.id}>
              <button
                type="button"
                className="chip"
                onClick={() => toggle(card)}
                aria-label={t`Убрать: ${actorName(card)}`}
              >
                {shortName(actorName(card))}
                <X className="i i--s" aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <p className="t1 dimmer" aria-live="polite">
        {error ?? hint}
      </p>
      <ul className="picks">
        {offering && offered.map((id) => <Offered key={id} id={id} care={care.get(id)} onChoose={toggle} />)}
        {found.map((card) => (
          <Person
            key={card.id}
            card={card}
            care={care.get(card.id)}
            there={single ? undefined : chosen.some((other) => other.id === card.id)}
            onChoose={toggle}
          />
        ))}
      </ul>
    </div>
  );
}

/** Somebody of whom only the number is known as yet. */
function Offered({ id, ...rest }: { id: ActorId } & Omit<PersonProps, "card" | "there">) {
  const card = useActor(id);
  return card ? <Person card={card} there={undefined} {...rest} /> : null;
}

interface PersonProps {
  card: Actor;
  care: NameCode | undefined;
  /** Among the chosen; undefined: the press is the choice. */
  there: boolean | undefined;
  onChoose: (card: Actor) => void;
}

function Person({ card, care, there, onChoose }: PersonProps) {
  return (
    <li>
      <button
        type="button"
        className="row row--dense row--wide row--pick"
        {...(there === undefined ? {} : { "aria-pressed": there })}
        onClick={() => onChoose(card)}
      >
        <ActorAvatar actor={card} id={card.id} size="m" />
        <span className="row__body">
          <ActorName actor={card} />
          <span className="cut t1 dimmer">{actorLine(card)}</span>
          <NameCare code={care} />
        </span>
        {there && <Check className="i" aria-hidden="true" />}
      </button>
    </li>
  );
}
