import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useClient } from "../../common/client";
import { dayAndTime } from "../../common/dates";
import { useAct } from "../../common/useAct";
import { Button } from "../../ui/Button";
import { Tag } from "../../ui/States";
import { RemoveDirectory } from "./RemoveDirectory";
import type { Directory } from "./shapes";

interface DirectoryLineProps {
  one: Directory;
  onEdit: () => void;
  onLook: (report: number) => void;
  onChanged: () => void;
}

/** One directory: how its last reading went, and what can be done with it now. */
export function DirectoryLine({ one, onEdit, onLook, onChanged }: DirectoryLineProps) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const [removing, setRemoving] = useState(false);
  const act = (work: () => Promise<unknown>) =>
    void run(async () => {
      await work();
      onChanged();
    });
  const report = one.import_id;
  const planned = report !== undefined && (one.state === "planned" || one.state === "held");
  return (
    <li className="stack stack--tight">
      <div className="line wrap">
        <b className="cut">{one.name}</b>
        <Tag>{one.connection}</Tag>
        <StateTag state={one.state} />
      </div>
      <p className="t1 dim">{whenText(one)}</p>
      {(one.problem || error) && <p className="field__error">{error ?? one.problem}</p>}
      <div className="line wrap">
        {planned && <Button look="main" onClick={() => onLook(report)}>{t`Посмотреть план`}</Button>}
        <Button
          look={planned ? "soft" : "main"}
          busy={busy || one.state === "reading"}
          onClick={() => act(() => client.call("read_directory", { directory: one.id }))}
        >
          {t`Прочитать`}
        </Button>
        {report !== undefined && one.state === "applied" && <Button onClick={() => onLook(report)}>{t`Отчёт`}</Button>}
        <Button onClick={onEdit}>{t`Изменить`}</Button>
        <Button look="danger-quiet" onClick={() => setRemoving(true)}>{t`Убрать`}</Button>
      </div>
      {removing && (
        <RemoveDirectory
          one={one}
          onClose={() => setRemoving(false)}
          onRemoved={() => {
            setRemoving(false);
            onChanged();
          }}
        />
      )}
    </li>
  );
}

function whenText({ ran_at, next_at, people }: Directory): string {
  const parts: string[] = [];
  const now = Date.now();
  if (ran_at) {
    const ran = dayAndTime(ran_at, now);
    parts.push(t`Прочитан ${ran}, людей: ${people ?? 0}.`);
  } else parts.push(t`Ещё не читался.`);
  if (next_at) {
    const next = dayAndTime(next_at, now);
    parts.push(t`Следующее чтение: ${next}.`);
  }
  return parts.join(" ");
}

function StateTag({ state }: { state: Directory["state"] }) {
  switch (state) {
    case "planned":
      return <Tag look="accent">{t`план готов`}</Tag>;
    case "applied":
      return <Tag look="ok">{t`применён`}</Tag>;
    case "same":
      return <Tag look="ok">{t`без изменений`}</Tag>;
    case "held":
      return <Tag look="warn">{t`ждёт вас`}</Tag>;
    case "failed":
      return <Tag look="danger">{t`не прочитан`}</Tag>;
    case "reading":
      return <Tag look="warn">{t`читаем`}</Tag>;
    default:
      return null;
  }
}
