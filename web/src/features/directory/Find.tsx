import "../../ui/styles/directory.css";
import { t } from "@lingui/core/macro";
import { Building2, ChevronRight, SearchX } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Link } from "wouter";
import { ActorAvatar, actorLine, actorName } from "../../common/Who";
import type { ActorId, FoundInDirectory } from "../../core";
import { Search } from "../../ui/Search";
import { Empty, RowSkeletons } from "../../ui/States";
import { PostCard } from "./PostCard";
import { UnitLine } from "./UnitPicker";
import { useFound } from "./useFound";

interface FindProps {
  onWrite: (post: ActorId) => void;
  presence: (post: ActorId) => ReactNode;
  /** What is there while nothing is looked for. */
  children: ReactNode;
}

/** Finds a unit or a post by unit, title or name; the directory is never listed whole. */
export function Find({ onWrite, presence, children }: FindProps) {
  const [query, setQuery] = useState("");
  const { value, error, wanted, again } = useFound(query);
  const [shown, setShown] = useState<ActorId>();
  return (
    <>
      <div className="find">
        <Search
          label={t`Имя, должность или подразделение`}
          clearLabel={t`Очистить`}
          value={query}
          onChange={setQuery}
        />
      </div>
      {error && <p className="field__error">{error}</p>}
      {query.trim().length < 2 || wanted.length < 2 ? (
        children
      ) : value ? (
        <Found found={value} onShow={setShown} />
      ) : (
        !error && <RowSkeletons count={4} label={t`Ищем`} />
      )}
      {shown && (
        <PostCard
          post={shown}
          presence={presence(shown)}
          onWrite={() => onWrite(shown)}
          onChanged={again}
          onClose={() => setShown(undefined)}
        />
      )}
    </>
  );
}

function Found({ found: { units, posts }, onShow }: { found: FoundInDirectory; onShow: (post: ActorId) => void }) {
  if (units.length === 0 && posts.length === 0) {
    return (
      <section className="card" aria-live="polite">
        <Empty icon={<SearchX className="i i--l" aria-hidden="true" />} title={t`Ничего не нашлось`}>
          <p>{t`Проверьте, как это пишется. Раскладка и опечатка в одну букву не мешают.`}</p>
        </Empty>
      </section>
    );
  }
  return (
    <>
      {units.length > 0 && (
        <section className="card" aria-labelledby="found-units">
          <div className="card__head">
            <h2 id="found-units">{t`Подразделения`}</h2>
          </div>
          <ul className="units">
            {units.map((unit) => (
              <li key={unit.id}>
                <Link className="row row--dense row--pick" href={`/directory/${unit.id}`}>
                  <Building2 className="i dim" aria-hidden="true" />
                  <UnitLine whole unit={unit} />
                  <ChevronRight className="i i--s dimmer" aria-hidden="true" />
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      {posts.length > 0 && (
        <section className="card" aria-labelledby="found-posts">
          <div className="card__head">
            <h2 id="found-posts">{t`Должности`}</h2>
          </div>
          <ul className="units">
            {posts.map(({ card, unit }) => (
              <li key={card.id}>
                <button type="button" className="row row--dense row--wide row--pick" onClick={() => onShow(card.id)}>
                  <ActorAvatar actor={card} id={card.id} size="m" />
                  <span className="row__body">
                    <b className="place__name">{actorName(card)}</b>
                    <span className="place__name t1 dim">{actorLine(card)}</span>
                    <span className="place__name t1 dimmer">{`${unit.name} · ${unit.organisation_name}`}</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
