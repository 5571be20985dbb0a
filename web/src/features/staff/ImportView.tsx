import "../../ui/styles/staff.css";
import { t } from "@lingui/core/macro";
import { ArrowLeft, Check, CircleAlert } from "lucide-react";
import { useEffect } from "react";
import { useClient } from "../../common/client";
import { useAsk } from "../../common/useAsk";
import { Button } from "../../ui/Button";
import { Banner, RowSkeletons } from "../../ui/States";
import { Acts } from "./Acts";
import { Columns } from "./Columns";
import { isBusy, isTable, type StaffImport, stateName } from "./fields";
import { Plan } from "./Plan";

const LOOK_MS = 700;

interface ImportViewProps {
  number: number;
  /** Where back leads. */
  back?: string;
  onBack: () => void;
}

/** One import: its columns, its preview, how far it is, its report. */
export function ImportView({ number, back, onBack }: ImportViewProps) {
  const client = useClient();
  const { value, error, again } = useAsk(`import ${number}`, () => client.call("get_staff_import", { import: number }));
  const one = value?.import;
  useEffect(() => {
    if (!one || !isBusy(one)) return;
    const timer = setTimeout(again, LOOK_MS);
    return () => clearTimeout(timer);
  }, [one, again]);
  return (
    <>
      <div>
        <Button look="quiet" onClick={onBack}>
          <ArrowLeft className="i i--s" aria-hidden="true" />
          {back ?? t`Все импорты`}
        </Button>
      </div>
      {error && <p className="field__error">{error}</p>}
      {!one && !error && <RowSkeletons count={4} label={t`Загружаем импорт`} />}
      {one && <Shown one={one} again={again} />}
    </>
  );
}

function Shown({ one, again }: { one: StaffImport; again: () => void }) {
  const problem = one.problem ? (
    <Banner look="warn" box icon={<CircleAlert className="i" aria-hidden="true" />}>
      {one.problem}
    </Banner>
  ) : null;
  return (
    <>
      <Steps one={one} />
      {problem}
      {one.state === "looked" && <Columns key={one.id} one={one} onPlanned={again} />}
      {isBusy(one) && <Working one={one} />}
      {["planned", "asking", "done", "undone"].includes(one.state) && (
        <>
          <Acts one={one} again={again} />
          <Plan one={one} />
        </>
      )}
    </>
  );
}

/** Where one is: file, columns, preview, done. What a directory tells has neither file nor columns. */
function Steps({ one }: { one: StaffImport }) {
  const early = isTable(one) ? [t`Файл`, t`Столбцы`] : [];
  const names = [...early, t`Проверка`, t`Готово`];
  const here =
    one.state === "looked"
      ? 1
      : ["planning", "planned", "asking"].includes(one.state)
        ? 2
        : one.state === "done"
          ? 4
          : 3;
  const at = here - 2 + early.length;
  return (
    <section className="stack">
      <p className="t1 dim">{one.files.join(", ")}</p>
      <ol className="staff__steps">
        {names.map((name, place) => (
          <li key={name} aria-current={place === at ? "step" : undefined} data-done={place < at || undefined}>
            <span className="staff__step num" aria-hidden="true">
              {place < at ? <Check className="i i--s" /> : place + 1}
            </span>
            <span>{name}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Working({ one }: { one: StaffImport }) {
  const [done, total] = [one.done ?? 0, one.total ?? 0];
  const counted = one.state === "working" && total > 0;
  return (
    <section className="card stack" aria-busy="true">
      <p role="status">{counted ? t`${stateName(one)}: ${done} из ${total}` : `${stateName(one)}…`}</p>
      <progress className="progress" aria-label={stateName(one)} {...(counted ? { value: done, max: total } : {})} />
    </section>
  );
}
