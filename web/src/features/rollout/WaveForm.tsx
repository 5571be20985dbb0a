import { t } from "@lingui/core/macro";
import { useState } from "react";
import { Button } from "../../ui/Button";
import { Check } from "../../ui/Check";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { Search } from "../../ui/Search";
import { answering, PickPost } from "./PickPost";
import type { Report, UnitRow, Wave } from "./shapes";
import type { Doing } from "./useRollout";
import { WaveList } from "./WaveList";

interface WaveFormProps {
  report: Report;
  /** Absent: a new one. */
  wave: Wave | undefined;
  doing: Doing;
  onClose: () => void;
}

/** A wave: what it is called, its day, who answers for it, and whose units or which people move in it. */
export function WaveForm({ report, wave, doing, onClose }: WaveFormProps) {
  const next = report.waves.length + 1;
  const [title, setTitle] = useState(wave?.title ?? t`Волна ${next}`);
  const [due, setDue] = useState(wave?.due_on ?? report.plan.due_on);
  const [units, setUnits] = useState<ReadonlySet<number>>(new Set(wave?.units));
  const [posts, setPosts] = useState<ReadonlySet<number>>(new Set(wave?.posts));
  const [responsible, setResponsible] = useState(answering(wave?.responsible));
  const fixed = wave !== undefined && wave.state !== "planned" && wave.state !== "rolled_back";
  const save = () => {
    onClose();
    const about = { title: title.trim(), due_on: due };
    const scope = fixed ? {} : { units: [...units], posts: [...posts] };
    if (wave === undefined) {
      const who = responsible.id ? { responsible: responsible.id } : {};
      doing.run("add_wave", { plan: report.plan.id, ...about, ...scope, ...who }, t`Волна добавлена`);
    } else {
      doing.run("change_wave", { wave: wave.id, ...about, ...scope, responsible: responsible.id }, t`Волна изменена`);
    }
  };
  const empty = units.size === 0 && posts.size === 0;
  return (
    <Dialog
      title={wave ? t`Изменить волну` : t`Новая волна`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      tall
      acts={
        <>
          <Button onClick={onClose}>{t`Отмена`}</Button>
          <Button look="main" disabled={title.trim() === "" || due === "" || empty} onClick={save}>
            {t`Сохранить`}
          </Button>
        </>
      }
    >
      <div className="stack form">
        <Field
          label={t`Название`}
          value={title}
          maxLength={160}
          data-first=""
          onChange={(event) => setTitle(event.target.value)}
        />
        <Field
          label={t`Срок`}
          type="date"
          min={report.plan.starts_on}
          value={due}
          hint={t`До какого дня все должны войти. Срок задаёт сама организация.`}
          onChange={(event) => setDue(event.target.value)}
        />
        <PickPost value={responsible} onChange={setResponsible} />
        {fixed && <p className="t1 dim">{t`Волна идёт: чтобы изменить состав, сначала откатите её.`}</p>}
        <WaveUnits report={report} units={units} fixed={fixed} onChange={setUnits} />
        {!fixed && <WaveList plan={report.plan.id} posts={posts} onChange={setPosts} />}
      </div>
    </Dialog>
  );
}

interface WaveUnitsProps {
  report: Report;
  units: ReadonlySet<number>;
  fixed: boolean;
  onChange: (units: ReadonlySet<number>) => void;
}

function WaveUnits({ report, units, fixed, onChange }: WaveUnitsProps) {
  const [query, setQuery] = useState("");
  const change = (unit: number, on: boolean) => {
    const chosen = new Set(units);
    if (on) chosen.add(unit);
    else chosen.delete(unit);
    onChange(chosen);
  };
  return (
    <fieldset className="stack stack--tight ro-pick" disabled={fixed}>
      <legend>{t`Подразделения со всем, что ниже`}</legend>
      <Search label={t`Найти подразделение`} clearLabel={t`Очистить`} value={query} onChange={setQuery} />
      <div className="ro-pick__list">
        {report.units
          .filter((unit) => matches(unit, query))
          .map((unit) => (
            <div key={unit.id} className={`ro-depth-${query ? 0 : Math.min(unit.depth, 5)}`}>
              <Check
                label={unit.name}
                checked={units.has(unit.id)}
                disabled={fixed}
                onChange={(on) => change(unit.id, on)}
              />
            </div>
          ))}
      </div>
    </fieldset>
  );
}

export function matches(unit: UnitRow, query: string): boolean {
  return unit.name.toLowerCase().includes(query.trim().toLowerCase());
}
