import { t } from "@lingui/core/macro";
import { Paperclip, X } from "lucide-react";
import { useRef } from "react";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import { Button, IconButton } from "../../ui/Button";
import type { Paper } from "./form";

const MOST = 10;

/** Documents of an application: seen by the institution and by those who decide, and by nobody else. */
export function Papers({
  papers,
  required,
  onChange,
}: {
  papers: readonly Paper[];
  /** The installation takes no application without one. */
  required: boolean;
  onChange: (papers: readonly Paper[]) => void;
}) {
  const client = useClient();
  const input = useRef<HTMLInputElement>(null);
  const { run, busy, error } = useAct();
  const add = (files: readonly File[]) =>
    void run(async () => {
      const engine = await client.uploads.load();
      const keys = files.map((file) => engine.add(file, { name: file.name, purpose: "file" }));
      try {
        const cards = [...(await engine.whenReady(keys)).values()];
        onChange([...papers, ...cards.map(({ id, name }) => ({ id, name: name ?? "" }))]);
      } finally {
        engine.release(keys);
      }
    });
  return (
    <section className="stack stack--tight">
      <b>{t`Документы`}</b>
      <p className="t1 dim">
        {t`Положение, распоряжение о пресс-службе. Их видите вы и те, кто решает.`}{" "}
        {required ? t`Без документа заявку здесь не примут.` : t`Можно не прикладывать.`}
      </p>
      <ul className="stack stack--tight">
        {papers.map((paper) => (
          <li key={paper.id} className="line">
            <Paperclip className="i dim" aria-hidden="true" />
            <span className="grow cut">{paper.name}</span>
            <IconButton
              label={t`Убрать ${paper.name}`}
              onClick={() => onChange(papers.filter((other) => other.id !== paper.id))}
            >
              <X className="i" aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
      {papers.length < MOST && (
        <div className="line">
          <Button look="soft" busy={busy} onClick={() => input.current?.click()}>
            {t`Приложить документ`}
          </Button>
        </div>
      )}
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-label={t`Документы`}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])].slice(0, MOST - papers.length);
          currentTarget.value = "";
          if (files.length > 0) add(files);
        }}
      />
    </section>
  );
}
