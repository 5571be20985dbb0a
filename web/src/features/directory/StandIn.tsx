import { t } from "@lingui/core/macro";
import { type FormEvent, useId, useState } from "react";
import { useClient } from "../../common/client";
import { endOfDay } from "../../common/dates";
import { PeoplePicker } from "../../common/PeoplePicker";
import { useAct } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import type { Actor, ActorId, PostRow } from "../../core";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";

interface StandInProps {
  post: PostRow;
  onClose: () => void;
  onDone: () => void;
}

/** Whose holder acts for the post while it is vacant. */
export function Deputy({ post, onClose, onDone }: StandInProps) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const { value: card } = useAsk(`deputy ${post.id}`, () => client.call("get_post_card", { post: post.id }));
  const now = card?.deputy;
  const choose = (deputy?: ActorId) =>
    run(async () => {
      await client.call("set_deputy", { post: post.id, ...(deputy ? { deputy } : {}) });
      onDone();
    });
  return (
    <Dialog
      tall
      title={t`Заместитель`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={now && <Button busy={busy} onClick={() => void choose()}>{t`Без заместителя`}</Button>}
    >
      <p className="dim">{t`${post.title}. Пока должность свободна, за неё читает и отвечает тот, кто занимает должность заместителя.`}</p>
      {now && (
        <p>
          {t`Сейчас:`} <b>{now.name || now.title}</b>
          {now.name && <span className="dim">{`, ${now.title}`}</span>}
        </p>
      )}
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
      <PeoplePicker
        single
        kind="post"
        label={t`Должность заместителя`}
        chosen={[]}
        without={new Set(now ? [post.id, now.id] : [post.id])}
        onChange={([card]) => card && void choose(card.id)}
      />
    </Dialog>
  );
}

/** From a day to a day somebody else acts for the post too; it ends by itself. */
export function Substitution({ post, onClose, onDone }: StandInProps) {
  const client = useClient();
  const form = useId();
  const [by, setBy] = useState<Actor>();
  const [first, setFirst] = useState(today());
  const [last, setLast] = useState("");
  const { run, busy, error } = useAct();
  const wrong = last !== "" && last < first;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const until = endOfDay(last);
    if (!by || !until || wrong) return;
    void run(async () => {
      const since = new Date(`${first}T00:00`).getTime();
      await client.call("substitute", { post: post.id, substitute: by.id, since, until });
      onDone();
    });
  };
  return (
    <Dialog
      tall
      title={t`Замещение`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        <Button look="main" type="submit" form={form} busy={busy} disabled={!by || last === "" || wrong}>
          {t`Назначить`}
        </Button>
      }
    >
      <form id={form} className="stack form" onSubmit={submit}>
        <p className="dim">{t`${post.title}. В эти дни за должность пишет и замещающий, и это видно в каждом его сообщении. Закончится само.`}</p>
        {by ? (
          <div className="line">
            <span className="row__body grow">
              <b>{by.name || by.title}</b>
              {by.name && <span className="dim">{by.title}</span>}
            </span>
            <Button look="quiet" onClick={() => setBy(undefined)}>{t`Другой`}</Button>
          </div>
        ) : (
          <PeoplePicker
            single
            kind="post"
            label={t`Кто замещает`}
            chosen={[]}
            without={new Set([post.id])}
            onChange={([card]) => card && setBy(card)}
          />
        )}
        <Field
          label={t`С какого дня`}
          type="date"
          value={first}
          required
          onChange={(event) => setFirst(event.target.value)}
        />
        <Field
          label={t`По какой день`}
          hint={t`Этот день входит`}
          type="date"
          value={last}
          min={first}
          required
          error={wrong ? t`Последний день раньше первого` : error}
          onChange={(event) => setLast(event.target.value)}
        />
      </form>
    </Dialog>
  );
}

function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
