import "../../../ui/styles/polls.css";
import { plural, t } from "@lingui/core/macro";
import { Check, X } from "lucide-react";
import { useState } from "react";
import { useClient, useHats, useRead } from "../../../common/client";
import { dayAndTime } from "../../../common/dates";
import { orToast } from "../../../common/useAct";
import { type ChatMessage, may, type Poll } from "../../../core";
import { Button } from "../../../ui/Button";
import { useActs } from "../acts";

interface PollCardProps {
  message: ChatMessage;
  poll: Poll;
}

/** A question in a message: to answer, and how it was answered. */
export default function PollCard({ message, poll }: PollCardProps) {
  const mine = message.vote?.options ?? [];
  const answered = mine.length > 0 || poll.closed === true;
  return (
    <fieldset className="poll">
      <legend className="poll__question">{poll.question}</legend>
      <p className="t1 dim">{about(poll)}</p>
      {answered ? <Results message={message} poll={poll} /> : <Ballot message={message} poll={poll} />}
      <Foot message={message} poll={poll} answered={answered} />
    </fieldset>
  );
}

function about(poll: Poll): string {
  if (poll.closed) return t`Опрос завершён`;
  const kind = poll.quiz ? t`Викторина` : poll.anonymous ? t`Анонимный опрос` : t`Открытый опрос`;
  const parts = [kind];
  if (poll.multiple) parts.push(t`можно выбрать несколько`);
  if (poll.closes_at) parts.push(t`до ${dayAndTime(poll.closes_at, Date.now())}`);
  return parts.join(" · ");
}

/** Before one has voted: a press on the only answer is the vote, several are sent together. */
function Ballot({ message, poll }: PollCardProps) {
  const client = useClient();
  const { actor } = useActs();
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const sent = message.state === "sent";
  const vote = (options: readonly number[]) => orToast(client.vote(actor, message.chat, message.seq, options));
  const press = (option: number) => {
    if (!poll.multiple) vote([option]);
    else setChosen(chosen.includes(option) ? chosen.filter((other) => other !== option) : [...chosen, option]);
  };
  return (
    <>
      {poll.options.map(({ text }, option) => (
        <label key={text} className="poll__choice">
          <input
            type={poll.multiple ? "checkbox" : "radio"}
            disabled={!sent}
            checked={chosen.includes(option)}
            onChange={() => press(option)}
          />
          <span>{text}</span>
        </label>
      ))}
      {poll.multiple && (
        <Button look="soft" disabled={chosen.length === 0} onClick={() => vote(chosen)}>
          {t`Проголосовать`}
        </Button>
      )}
    </>
  );
}

function Results({ message, poll }: PollCardProps) {
  const { show } = useActs();
  const right = message.vote?.right ?? poll.right;
  const total = poll.total ?? 0;
  return (
    <ul className="poll__results">
      {poll.options.map(({ text, votes = 0 }, option) => {
        const share = total > 0 ? Math.round((votes / total) * 100) : 0;
        const mine = message.vote?.options?.includes(option) ?? false;
        const words = plural(votes, { one: "# голос", few: "# голоса", many: "# голосов", other: "# голоса" });
        return (
          <li key={text}>
            <button
              type="button"
              className="poll__result"
              disabled={poll.anonymous || votes === 0}
              title={words}
              onClick={() => show({ kind: "voters", message, option })}
            >
              <span className="num b">{share} %</span>
              <span>
                {text} <span className="vh">{words}</span>
              </span>
              <Mark mine={mine} right={right === undefined ? undefined : right === option} />
              <meter className="poll__bar" min={0} max={100} value={share} aria-label={words} />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function Mark({ mine, right }: { mine: boolean; right: boolean | undefined }) {
  if (right) return <Check className="i i--s poll__right" role="img" aria-label={t`верный ответ`} />;
  if (mine && right === false) return <X className="i i--s poll__wrong" role="img" aria-label={t`ваш ответ неверен`} />;
  return mine ? <Check className="i i--s" role="img" aria-label={t`ваш голос`} /> : <span />;
}

function Foot({ message, poll, answered }: PollCardProps & { answered: boolean }) {
  const client = useClient();
  const { actor } = useActs();
  const own = useHats().some((hat) => hat.id === message.sender);
  const mayClose = useRead((read) => own || may(read.membership(actor, message.chat), "DELETE_ANY"));
  const total = poll.total ?? 0;
  const count = plural(total, {
    one: "Проголосовал # человек",
    few: "Проголосовали # человека",
    many: "Проголосовали # человек",
    other: "Проголосовали # человека",
  });
  const open = !poll.closed && message.state === "sent";
  return (
    <div className="poll__foot t1">
      <span className="dim grow">{total === 0 ? t`Пока никто не голосовал` : count}</span>
      {open && answered && !poll.quiz && (
        <button
          type="button"
          className="link"
          onClick={() => orToast(client.vote(actor, message.chat, message.seq, []))}
        >{t`Отменить голос`}</button>
      )}
      {open && mayClose && !message.origin && (
        <button
          type="button"
          className="link"
          onClick={() => orToast(client.closePoll(actor, message.chat, message.seq))}
        >{t`Завершить`}</button>
      )}
    </div>
  );
}
