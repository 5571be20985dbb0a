import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import { Button } from "../../ui/Button";
import { Field, TextArea } from "../../ui/Field";
import { toast } from "../../ui/Toasts";
import type { Summary } from "./shapes";

/** What a body recommends to those below it. It changes nothing of theirs. */
export function Advising({ summary }: { summary: Summary }) {
  const client = useClient();
  const [text, setText] = useState(summary.advised?.text ?? "");
  const [due, setDue] = useState(summary.advised?.due_on ?? "");
  const { run, busy, error } = useAct();
  const say = () =>
    void run(async () => {
      const fields = { organisation: summary.organisation, text: text.trim(), ...(due ? { due_on: due } : {}) };
      await client.call("recommend_rollout", fields);
      toast(text.trim() ? t`Совет виден нижестоящим` : t`Совет отозван`);
    });
  if ((summary.below ?? []).length === 0) return null;
  return (
    <section className="card stack form" aria-labelledby="ro-advise">
      <h3 id="ro-advise" className="t3">{t`Совет нижестоящим`}</h3>
      <TextArea
        label={t`Что посоветовать`}
        hint={t`Сроки и волны остаются за ними. Пустой текст отзывает совет.`}
        value={text}
        maxLength={1000}
        onChange={(event) => setText(event.target.value)}
      />
      <Field label={t`К какому дню`} type="date" value={due} onChange={(event) => setDue(event.target.value)} />
      {error && <p className="field__error">{error}</p>}
      <div className="line">
        <Button busy={busy} onClick={say}>{t`Посоветовать`}</Button>
      </div>
    </section>
  );
}
