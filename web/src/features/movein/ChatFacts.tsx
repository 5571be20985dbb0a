import { t } from "@lingui/core/macro";
import { CircleAlert, CircleCheck } from "lucide-react";
import { longDay } from "../../common/dates";
import { Field } from "../../ui/Field";
import { type ChatPlan, number, sizeText } from "./shapes";

interface ChatFactsProps {
  chat: ChatPlan;
  title: string;
  onTitle: (title: string) => void;
}

/** One chat: how much of what, from when till when, what will be lost. */
export function ChatFacts({ chat, title, onTitle }: ChatFactsProps) {
  return (
    <>
      <Facts chat={chat} />
      <Losses chat={chat} />
      <Field
        label={t`Название группы здесь`}
        value={title}
        placeholder={chat.name}
        maxLength={200}
        onChange={(event) => onTitle(event.target.value)}
      />
    </>
  );
}

export function Facts({ chat }: { chat: ChatPlan }) {
  const counts: readonly (readonly [string, number | undefined])[] = [
    [t`Сообщений`, chat.messages],
    [t`Авторов`, chat.authors],
    [t`Фото и файлов`, chat.media],
    [t`Ответов`, chat.replies],
    [t`Реакций`, chat.reactions],
    [t`Пересланных`, chat.forwards],
    [t`Изменённых`, chat.edits],
    [t`Опросов`, chat.polls],
    [t`Закреплённых`, chat.pinned],
    [t`Тем`, chat.topics],
    [t`Служебных записей`, chat.service],
  ];
  const now = Date.now();
  const days = [chat.first_at, chat.last_at].flatMap((at) => (at === undefined ? [] : longDay(at, now)));
  const period = [...new Set(days)].join(" – ");
  return (
    <>
      {period && <p className="dim">{period}</p>}
      <dl className="movein__facts">
        {counts
          .filter(([, count], index) => index < 3 || count)
          .map(([name, count]) => (
            <div key={name}>
              <dt className="t1 dim">{name}</dt>
              <dd className="t3 b num">{number(count ?? 0)}</dd>
            </div>
          ))}
        {(chat.media_bytes ?? 0) > 0 && (
          <div>
            <dt className="t1 dim">{t`Объём файлов`}</dt>
            <dd className="t3 b num">{sizeText(chat.media_bytes ?? 0)}</dd>
          </div>
        )}
      </dl>
    </>
  );
}

export function Losses({ chat }: { chat: ChatPlan }) {
  const losses = chat.losses ?? [];
  if (losses.length === 0) {
    return (
      <p className="line">
        <CircleCheck className="i i--s" aria-hidden="true" />
        {t`Перенесётся всё`}
      </p>
    );
  }
  return (
    <section className="stack" aria-label={t`Что не перенесётся или изменится`}>
      <h3 className="t2 b">{t`Что не перенесётся или изменится`}</h3>
      <ul className="movein__losses">
        {losses.map(({ kind, count, text, examples = [] }) => (
          <li key={kind}>
            <CircleAlert className="i i--s" aria-hidden="true" />
            <span className="b num">{number(count)}</span>
            <span className="stack stack--tight">
              <span>{text || kind}</span>
              {examples.length > 0 && <span className="t1 dimmer movein__examples">{examples.join(" · ")}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
