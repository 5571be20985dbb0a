import { t } from "@lingui/core/macro";
import { Check, X } from "lucide-react";
import { useEffect, useState } from "react";
import type { Actor, ActorId } from "../core";
import { shortName } from "../ui/names";
import { Search } from "../ui/Search";
import { useClient } from "./client";
import { NameCare, useNameCare } from "./NameCare";
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
  onChange: (chosen: readonly Actor[]) => void;
}

const PAUSE_MS = 250;

/** Finds people by name; the directory is never listed whole. */
export function PeoplePicker({ label, chosen, single, without, kind, onChange }: PeoplePickerProps) {
  const client = useClient();
  const [query, setQuery] = useState("");
  const [wanted, setWanted] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setWanted(query.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [query]);
  const { value, error } = useAsk(`pick ${wanted}`, async () =>
    wanted.length < 2 ? [] : client.findPeople(wanted, 20),
  );
  const found = (value ?? []).filter((card) => !without?.has(card.id) && (!kind || card.kind === kind));
  const care = useNameCare(found.map((card) => card.id));
  const toggle = (card: Actor) => {
    const there = chosen.some((other) => other.id === card.id);
    if (single) onChange([card]);
    else onChange(there ? chosen.filter((other) => other.id !== card.id) : [...chosen, card]);
  };
  const hint =
    wanted.length < 2
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
        {found.map((card) => {
          const there = chosen.some((other) => other.id === card.id);
          return (
            <li key={card.id}>
              <button
                type="button"
                className="row row--dense row--wide row--pick"
                {...(single ? {} : { "aria-pressed": there })}
                onClick={() => toggle(card)}
              >
                <ActorAvatar actor={card} id={card.id} size="m" />
                <span className="row__body">
                  <ActorName actor={card} />
                  <span className="cut t1 dimmer">{actorLine(card)}</span>
                  <NameCare code={care.get(card.id)} />
                </span>
                {there && <Check className="i" aria-hidden="true" />}
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
