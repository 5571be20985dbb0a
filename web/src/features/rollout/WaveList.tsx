import { t } from "@lingui/core/macro";
import { ListChecks } from "lucide-react";
import { useState } from "react";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import type { Answer } from "../../core";
import { Button } from "../../ui/Button";
import { Field, TextArea } from "../../ui/Field";
import { portions, textOf, wordsOf } from "./list";
import { number } from "./shapes";

const MOST_WORDS = 5000;
const SHOWN = 20;

interface WaveListProps {
  plan: number;
  posts: ReadonlySet<number>;
  onChange: (posts: ReadonlySet<number>) => void;
}

/** People by a list: pasted, out of a file, or a named list of the directory. What was not found is said. */
export function WaveList({ plan, posts, onChange }: WaveListProps) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const [text, setText] = useState("");
  const [group, setGroup] = useState("");
  const [found, setFound] = useState<Answer<"find_for_wave">>();
  const { value } = useAsk(`groups ${plan}`, () => client.call("list_rollout_groups", { plan }));
  const groups = value?.groups ?? [];
  const words = wordsOf(text);
  const count = number(posts.size);
  const look = () =>
    void run(async () => {
      const questions = group
        ? [{ group: Number(group) }]
        : portions(words, MOST_WORDS).map((part) => ({ words: part }));
      const whole = { posts: [] as number[], missing: [] as string[], unclear: [] as string[] };
      for (const question of questions) {
        const answer = await client.call("find_for_wave", { plan, ...question });
        whole.posts.push(...answer.posts);
        whole.missing.push(...(answer.missing ?? []));
        whole.unclear.push(...(answer.unclear ?? []));
      }
      setFound(whole);
      onChange(new Set([...posts, ...whole.posts]));
    });
  return (
    <fieldset className="stack stack--tight ro-pick">
      <legend>{t`Люди по списку`}</legend>
      <p className="t1 dim">{t`Список важнее подразделения: кто в нём назван, переезжает с этой волной, где бы он ни работал.`}</p>
      {groups.length > 0 && (
        <div className="field">
          <label htmlFor="ro-group">{t`Именованный список справочника`}</label>
          <select id="ro-group" className="input" value={group} onChange={(event) => setGroup(event.target.value)}>
            <option value="">{t`не выбран`}</option>
            {groups.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name} ({number(one.members)})
              </option>
            ))}
          </select>
        </div>
      )}
      {!group && (
        <>
          <TextArea
            label={t`Адреса почты или табельные номера`}
            hint={t`Через пробел, запятую или с новой строки; можно вставить столбец таблицы.`}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <Field
            label={t`Или файл со списком`}
            type="file"
            accept=".csv,.txt,text/csv,text/plain"
            onChange={({ target }) => {
              const file = target.files?.[0];
              if (file) void run(async () => setText(await textOf(file)));
            }}
          />
        </>
      )}
      <div className="line wrap">
        <Button look="soft" busy={busy} disabled={!group && words.length === 0} onClick={look}>
          <ListChecks className="i i--s" aria-hidden="true" />
          {t`Добавить по списку`}
        </Button>
        <span className="t1 grow" aria-live="polite">
          {posts.size > 0 ? t`В списке волны должностей: ${count}` : t`В списке волны пока никого`}
        </span>
        {posts.size > 0 && (
          <Button
            look="quiet"
            onClick={() => {
              onChange(new Set());
              setFound(undefined);
            }}
          >
            {t`Очистить список`}
          </Button>
        )}
      </div>
      {error && <p className="field__error">{error}</p>}
      {found && <NotFound found={found} />}
    </fieldset>
  );
}

function NotFound({ found }: { found: Answer<"find_for_wave"> }) {
  const missing = found.missing ?? [];
  const unclear = found.unclear ?? [];
  const some = number(missing.length);
  const several = number(unclear.length);
  const words = (all: readonly string[]) => all.slice(0, SHOWN).join(", ") + (all.length > SHOWN ? "…" : "");
  return (
    <>
      {missing.length > 0 && (
        <p className="field__error ro-words">{t`Таких сотрудников нет (${some}): ${words(missing)}`}</p>
      )}
      {unclear.length > 0 && (
        <p className="field__error ro-words">{t`Номер у нескольких человек (${several}): ${words(unclear)}`}</p>
      )}
    </>
  );
}
