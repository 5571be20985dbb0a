import "../../ui/styles/directory.css";
import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import type { Dismissal, PostRow } from "../../core";
import { Button } from "../../ui/Button";
import { Check } from "../../ui/Check";
import { Dialog } from "../../ui/Dialog";
import { toast } from "../../ui/Toasts";

interface DismissProps {
  post: PostRow;
  organisation: number;
  /** All posts that the person holds in the organisation, not this one alone. */
  whole: boolean;
  onClose: () => void;
  onDone: () => void;
}

/** What ends at once, what goes on, what is not touched: before it is done. */
export function Dismiss({ post, organisation, whole, onClose, onDone }: DismissProps) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const name = post.holder?.name ?? "";
  const person = post.holder?.person;
  const dismiss = () =>
    run(async () => {
      const done =
        whole && person
          ? await client.call("dismiss_employee", { person, organisation })
          : await client.call("dismiss", { post: post.id });
      told(done);
      onDone();
    });
  return (
    <Dialog
      alert
      title={whole ? t`Уволить сотрудника?` : t`Освободить должность?`}
      onClose={onClose}
      acts={
        <>
          <Button data-first="" onClick={onClose}>{t`Оставить как есть`}</Button>
          <Button look="danger" busy={busy} onClick={() => void dismiss()}>
            {whole ? t`Уволить` : t`Освободить`}
          </Button>
        </>
      }
    >
      <p>
        <b>{name}</b>
        {!whole && <span className="dim">{`, ${post.title}`}</span>}
      </p>
      <Consequences whole={whole} />
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
    </Dialog>
  );
}

function Consequences({ whole }: { whole: boolean }) {
  return (
    <ul className="points">
      <li>
        {whole
          ? t`Все должности в этой организации исчезнут со всех его устройств за несколько секунд.`
          : t`Должность исчезнет со всех его устройств за несколько секунд.`}
      </li>
      <li>{t`Рабочие чаты и каналы останутся у должности: за неё отвечает заместитель, а без него чаты ждут преемника.`}</li>
      <li>{t`Личная переписка и вход в аккаунт не изменятся.`}</li>
      <li>{t`Действие записывается в журнал.`}</li>
    </ul>
  );
}

interface DismissManyProps {
  posts: readonly PostRow[];
  onClose: () => void;
  onDone: () => void;
}

/** Several posts of a unit; above the bounds of the installation it waits for a second administrator. */
export function DismissMany({ posts, onClose, onDone }: DismissManyProps) {
  const client = useClient();
  const held = posts.filter((post) => post.holder);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const { run, busy, error } = useAct();
  const toggle = (id: number) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const dismiss = () =>
    run(async () => {
      told(await client.call("dismiss_many", { posts: [...chosen] }));
      onDone();
    });
  return (
    <Dialog
      tall
      title={t`Освободить несколько должностей`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        <Button look="danger" busy={busy} disabled={chosen.size === 0} onClick={() => void dismiss()}>
          {t`Освободить`}
        </Button>
      }
    >
      <p className="dim">{t`Если это много для одного администратора, ничего не произойдёт, пока не подтвердит второй. Он увидит просьбу в справочнике.`}</p>
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
      <div className="stack">
        {held.map((post) => (
          <Check
            key={post.id}
            label={post.holder?.name ?? ""}
            hint={post.title}
            checked={chosen.has(post.id)}
            onChange={() => toggle(post.id)}
          />
        ))}
      </div>
    </Dialog>
  );
}

/** Says what became of it. */
export function told({ dismissed = 0, waiting }: Dismissal): void {
  if (waiting) {
    toast(t`Нужен второй администратор: просьба ждёт сутки`);
    return;
  }
  toast(
    plural(dismissed, {
      one: "Освобождена # должность",
      few: "Освобождены # должности",
      many: "Освобождено # должностей",
      other: "Освобождено # должности",
    }),
  );
}
