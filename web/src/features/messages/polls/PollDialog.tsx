import "../../../ui/styles/polls.css";
import { t } from "@lingui/core/macro";
import { Plus, X } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { endOfDay } from "../../../common/dates";
import type { NewPoll } from "../../../core";
import { Button, IconButton } from "../../../ui/Button";
import { Check } from "../../../ui/Check";
import { Dialog } from "../../../ui/Dialog";
import { Field } from "../../../ui/Field";

interface PollDialogProps {
  onClose: () => void;
  onSend: (poll: NewPoll) => void;
}

const MOST = 12;

/** A new poll: question, answers, and how it is answered. */
export default function PollDialog({ onClose, onSend }: PollDialogProps) {
  const form = useId();
  const [question, setQuestion] = useState("");
  const [options, setOptions] = useState(["", ""]);
  const [anonymous, setAnonymous] = useState(true);
  const [multiple, setMultiple] = useState(false);
  const [quiz, setQuiz] = useState<number>();
  const [until, setUntil] = useState("");
  const filled = options.map((text) => text.trim()).filter(Boolean);
  const twice = new Set(filled).size < filled.length;
  const right = quiz === undefined ? undefined : filled.indexOf(options[quiz]?.trim() || "\n");
  const complete = question.trim() !== "" && filled.length >= 2 && !twice && (right === undefined || right >= 0);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const closes = endOfDay(until);
    if (!complete) return;
    onSend({
      question: question.trim(),
      options: filled,
      ...(anonymous ? { anonymous } : {}),
      ...(multiple && right === undefined ? { multiple } : {}),
      ...(right === undefined ? {} : { quiz: right }),
      ...(closes === undefined ? {} : { closes_at: closes }),
    });
  };
  return (
    <Dialog
      tall
      title={t`Новый опрос`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose}>{t`Не создавать`}</Button>
          <Button look="main" type="submit" form={form} disabled={!complete}>{t`Создать опрос`}</Button>
        </>
      }
    >
      <form id={form} className="stack form" onSubmit={submit}>
        <Field
          label={t`Вопрос`}
          value={question}
          maxLength={300}
          data-first=""
          onChange={(event) => setQuestion(event.target.value)}
        />
        <Answers options={options} onChange={setOptions} quiz={quiz} onRight={setQuiz} />
        {twice && <p className="field__error" role="alert">{t`Два ответа одинаковы.`}</p>}
        <Check
          label={t`Анонимный`}
          hint={t`Никто не узнает, кто как ответил.`}
          checked={anonymous}
          onChange={setAnonymous}
        />
        <Check
          label={t`Несколько ответов`}
          checked={multiple && quiz === undefined}
          disabled={quiz !== undefined}
          onChange={setMultiple}
        />
        <Check
          label={t`Викторина`}
          hint={t`Один ответ верный: отметьте его выше. Ответить можно один раз.`}
          checked={quiz !== undefined}
          onChange={(on) => setQuiz(on ? 0 : undefined)}
        />
        <Field
          label={t`Завершить в конце дня`}
          hint={t`Пусто: пока не завершите сами`}
          type="date"
          value={until}
          onChange={(event) => setUntil(event.target.value)}
        />
      </form>
    </Dialog>
  );
}

interface AnswersProps {
  options: readonly string[];
  onChange: (options: string[]) => void;
  quiz: number | undefined;
  onRight: (option: number) => void;
}

function Answers({ options, onChange, quiz, onRight }: AnswersProps) {
  const set = (at: number, text: string) => onChange(options.map((old, index) => (index === at ? text : old)));
  return (
    <fieldset className="stack stack--tight">
      <legend className="b">{t`Ответы`}</legend>
      {options.map((text, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the answers have no other name while they are written
        <div className="line" key={at}>
          {quiz !== undefined && (
            <input
              type="radio"
              className="poll__radio"
              aria-label={t`Верный ответ: ${at + 1}`}
              checked={quiz === at}
              onChange={() => onRight(at)}
            />
          )}
          <input
            className="input grow"
            aria-label={t`Ответ ${at + 1}`}
            placeholder={t`Ответ ${at + 1}`}
            value={text}
            maxLength={100}
            onChange={(event) => set(at, event.target.value)}
          />
          {options.length > 2 && (
            <IconButton
              label={t`Убрать ответ ${at + 1}`}
              onClick={() => {
                onChange(options.filter((_, index) => index !== at));
                if (quiz !== undefined) onRight(0);
              }}
            >
              <X className="i" aria-hidden="true" />
            </IconButton>
          )}
        </div>
      ))}
      {options.length < MOST && (
        <Button look="quiet" onClick={() => onChange([...options, ""])}>
          <Plus className="i i--s" aria-hidden="true" />
          {t`Ещё ответ`}
        </Button>
      )}
    </fieldset>
  );
}
