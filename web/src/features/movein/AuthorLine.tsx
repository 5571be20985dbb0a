import { t } from "@lingui/core/macro";
import { useActor, useMe } from "../../common/client";
import { ActorAvatar, actorName } from "../../common/Who";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { Tag } from "../../ui/States";
import { messagesText, type Placeholder } from "./shapes";
import type { Authors } from "./useAuthors";

interface AuthorLineProps {
  one: Placeholder;
  authors: Authors;
  mayAnswer: boolean;
  /** Who has not asked can be named too. */
  mayName: boolean;
  /** Somebody is to be chosen for him. */
  onName: () => void;
}

/** One author: how he was called, what he is known to be here, and what can be said about it. */
export function AuthorLine(props: AuthorLineProps) {
  const { one, mayAnswer } = props;
  const me = useMe();
  const person = useActor(one.person);
  const asker = actorName(useActor(one.asked_by));
  const [likely] = one.likely ?? [];
  const alike = actorName(useActor(likely));
  const { actor, name } = one;
  return (
    <li className="device wrap movein__author">
      {one.person === undefined ? (
        <Avatar shape="moved" name={name} id={actor} size="m" />
      ) : (
        <ActorAvatar actor={person} id={one.person} size="m" />
      )}
      <span className="row__body grow">
        <span className="name">
          <span className="cut">{name}</span>
          {one.suggested && <Tag look="accent">{t`похоже на вас`}</Tag>}
        </span>
        <span className="t1 dim">
          {one.person !== undefined
            ? t`${messagesText(one.messages)}. Это ${actorName(person)}`
            : one.asked_by !== undefined
              ? one.asked_by === me.id
                ? t`${messagesText(one.messages)}. Ждёт подтверждения`
                : t`${messagesText(one.messages)}. ${asker} говорит: это я`
              : mayAnswer && alike
                ? t`${messagesText(one.messages)}. Возможно, это ${alike}`
                : messagesText(one.messages)}
        </span>
      </span>
      <span className="line wrap">
        <Acts {...props} mine={one.asked_by === me.id} />
      </span>
    </li>
  );
}

function Acts({ one, authors, mayAnswer, mayName, mine, onName }: AuthorLineProps & { mine: boolean }) {
  const { busy, claim, answer } = authors;
  const { actor, name } = one;
  const [likely] = one.likely ?? [];
  if (one.person !== undefined) {
    if (!mayAnswer) return null;
    return (
      <Button
        look="quiet"
        busy={busy}
        aria-label={t`Это не он: ${name}`}
        onClick={() => void answer(actor, false)}
      >{t`Это не он`}</Button>
    );
  }
  if (one.asked_by !== undefined && mayAnswer && !mine) {
    return (
      <>
        <Button
          look="main"
          busy={busy}
          aria-label={t`Подтвердить: ${name}`}
          onClick={() => void answer(actor, true)}
        >{t`Подтвердить`}</Button>
        <Button busy={busy} aria-label={t`Отклонить: ${name}`} onClick={() => void answer(actor, false)}>
          {t`Отклонить`}
        </Button>
      </>
    );
  }
  if (one.asked_by !== undefined) return null;
  return (
    <>
      {mayName && likely !== undefined && (
        <Button
          busy={busy}
          aria-label={t`Да, это он: ${name}`}
          onClick={() => void answer(actor, true, likely)}
        >{t`Да, это он`}</Button>
      )}
      {mayName && <Button look="quiet" aria-label={t`Кто это: ${name}`} onClick={onName}>{t`Кто это`}</Button>}
      <Button
        look={one.suggested ? "main" : "quiet"}
        busy={busy}
        aria-label={t`Это я: ${name}`}
        onClick={() => void claim(actor)}
      >{t`Это я`}</Button>
    </>
  );
}
