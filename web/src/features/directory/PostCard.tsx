import "../../ui/styles/directory.css";
import { t } from "@lingui/core/macro";
import { Mail, MessageCircle, Phone } from "lucide-react";
import type { ReactNode } from "react";
import { useClient, useHats, useMe } from "../../common/client";
import { dayAndTime } from "../../common/dates";
import { mayAdminister } from "../../common/scope";
import { orToast } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import type { ActorId, PostCard as Card, PostBrief, SubstitutionRow } from "../../core";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { RowSkeletons, Tag } from "../../ui/States";

interface PostCardProps {
  post: ActorId;
  /** Whether it is there now, if it shows that. */
  presence: ReactNode;
  onWrite: () => void;
  onChanged: () => void;
  onClose: () => void;
}

/** Everything about one post: where it stands, who holds it, how it is reached, who stands in. */
export function PostCard({ post, presence, onWrite, onChanged, onClose }: PostCardProps) {
  const client = useClient();
  const me = useMe();
  const mine = useHats().some((hat) => hat.id === post);
  const { value: card, error, again } = useAsk(`post ${post}`, () => client.call("get_post_card", { post }));
  const path = card?.path.map((step) => step.id) ?? [];
  const editable = card !== undefined && mayAdminister(me, card.organisation, path);
  const end = (row: SubstitutionRow) =>
    orToast(
      client.call("end_substitution", { substitution: row.id }).then(() => {
        again();
        onChanged();
      }),
    );
  return (
    <Dialog
      title={t`Карточка должности`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        !mine &&
        !card?.closed && (
          <Button look="main" onClick={onWrite}>
            <MessageCircle className="i i--s" aria-hidden="true" />
            {t`Написать`}
          </Button>
        )
      }
    >
      {error && <p className="field__error">{error}</p>}
      {!card && !error && <RowSkeletons count={3} label={t`Загружаем карточку`} />}
      {card && (
        <div className="stack">
          <Who card={card} presence={presence} />
          <Reach card={card} />
          <StandingIn card={card} onEnd={editable ? end : undefined} />
        </div>
      )}
    </Dialog>
  );
}

function Who({ card, presence }: { card: Card; presence: ReactNode }) {
  const way = [card.organisation_name, ...card.path.map((step) => step.name)].join(" › ");
  return (
    <>
      <div className="line">
        <Avatar shape="post" name={card.holder?.name ?? ""} id={card.id} size="l" vacant={!card.holder} />
        <span className="row__body grow">
          <b>{card.holder?.name ?? (card.closed ? t`Должность закрыта` : t`Вакансия`)}</b>
          <span className="dim">{card.title}</span>
          <span className="t1 dim">{presence}</span>
        </span>
        {card.head && <Tag look="accent">{t`руководитель`}</Tag>}
      </div>
      <p className="t1 dim">{way}</p>
    </>
  );
}

function Reach({ card: { phone, email } }: { card: Card }) {
  if (!phone && !email) return null;
  return (
    <ul className="stack stack--tight">
      {phone && (
        <li className="line">
          <Phone className="i i--s dim" aria-hidden="true" />
          <a className="link" href={`tel:${phone.replace(/[^+\d]/g, "")}`}>
            {phone}
          </a>
        </li>
      )}
      {email && (
        <li className="line">
          <Mail className="i i--s dim" aria-hidden="true" />
          <a className="link cut" href={`mailto:${email}`}>
            {email}
          </a>
        </li>
      )}
    </ul>
  );
}

function StandingIn({ card, onEnd }: { card: Card; onEnd: ((row: SubstitutionRow) => void) | undefined }) {
  const acting = card.acting ?? [];
  const rows = card.substitutions ?? [];
  return (
    <ul className="stack">
      {card.deputy && <Line head={t`Заместитель: действует, пока должность свободна`} who={briefly(card.deputy)} />}
      {!card.holder && acting.length > 0 && (
        <Line head={t`Сейчас за неё отвечает`} who={acting.map(briefly).join("; ")} />
      )}
      {rows.map((row) => (
        <Line
          key={row.id}
          head={row.now ? t`Замещает сейчас` : t`Будет замещать`}
          who={briefly(row.substitute)}
          when={`${dayAndTime(row.since, Date.now())} — ${dayAndTime(row.until, Date.now())}`}
        >
          {onEnd && (
            <Button look="quiet" onClick={() => onEnd(row)}>
              {row.now ? t({ message: "Завершить", context: "substitution" }) : t`Отменить`}
            </Button>
          )}
        </Line>
      ))}
    </ul>
  );
}

interface LineProps {
  head: string;
  who: string;
  when?: string;
  children?: ReactNode;
}

/** Who stands in, and how. */
function Line({ head, who, when, children }: LineProps) {
  return (
    <li className="line">
      <span className="row__body grow">
        <span className="t1 dim">{head}</span>
        <span className="place__name">{who}</span>
        {when && <span className="t1 dim">{when}</span>}
      </span>
      {children}
    </li>
  );
}

function briefly({ name, title }: PostBrief): string {
  return [name, title].filter(Boolean).join(", ");
}
