import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { useActor, useClient } from "../../common/client";
import { dayAndTime } from "../../common/dates";
import { useAct } from "../../common/useAct";
import { actorName } from "../../common/Who";
import type { Answer, Message } from "../../core";
import { Button } from "../../ui/Button";
import { Check } from "../../ui/Check";
import { TextArea } from "../../ui/Field";

interface ReportViewProps {
  taken: Answer<"take_report">;
  onAnswered: () => void;
}

/** What was reported, and the answer. */
export function ReportView({ taken, onAnswered }: ReportViewProps) {
  const client = useClient();
  const [words, setWords] = useState("");
  const others = taken.others ?? 0;
  const [together, setTogether] = useState(false);
  const { run, busy, error } = useAct();
  const answer = (outcome: "acted" | "nothing") =>
    void run(async () => {
      const rest = together && others > 0 ? { with_others: true } : {};
      await client.call("answer_report", { report: taken.report.id, outcome, answer: words.trim(), ...rest });
      onAnswered();
    });
  return (
    <div className="stack">
      {taken.note && <p>{t`Пояснение: ${taken.note}`}</p>}
      <ul className="stack" aria-label={t`Сообщения`}>
        {(taken.messages as readonly Message[]).map((message) => (
          <Said key={message.seq} message={message} />
        ))}
      </ul>
      <p className="t1 dim">{t`Записано, что вы это открыли. После ответа сообщения из жалобы удалятся.`}</p>
      <TextArea
        label={t`Что решено`}
        hint={t`Видят только администраторы`}
        value={words}
        maxLength={1000}
        onChange={(event) => setWords(event.target.value)}
        error={error}
      />
      {others > 0 && (
        <Check
          label={plural(others, {
            one: "Ответить так же ещё на # жалобу о том же",
            few: "Ответить так же ещё на # жалобы о том же",
            many: "Ответить так же ещё на # жалоб о том же",
            other: "Ответить так же ещё на # жалобы о том же",
          })}
          hint={t`Сообщения из них удалятся непрочитанными.`}
          checked={together}
          onChange={setTogether}
        />
      )}
      <p className="t1 dim">{t`Тому, кто пожаловался, придёт уведомление с решением, без ваших слов.`}</p>
      <div className="line wrap">
        <Button look="main" busy={busy} onClick={() => answer("acted")}>{t`Меры приняты`}</Button>
        <Button busy={busy} onClick={() => answer("nothing")}>{t`Нарушения нет`}</Button>
      </div>
    </div>
  );
}

function Said({ message }: { message: Message }) {
  const name = actorName(useActor(message.sender));
  return (
    <li className="card stack stack--tight">
      <span className="t1 dim">
        {name}, {dayAndTime(message.at, Date.now())}
      </span>
      <p className="about">{message.text}</p>
    </li>
  );
}
