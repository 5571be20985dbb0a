import { t } from "@lingui/core/macro";
import { Button } from "../../ui/Button";
import { RowSkeletons, Tag } from "../../ui/States";
import { isTable, peopleField, type StaffImport, type StaffStep } from "./fields";
import { useSteps } from "./useSteps";

interface PeopleProps {
  one: StaffImport;
  act: string;
  /** Units by their numbers. */
  places: ReadonlyMap<number, string>;
}

/** People to whom the same happens, with what was and what will be. */
export function People({ one, act, places }: PeopleProps) {
  const { steps, more, error, loading } = useSteps(one.id, "person", [act]);
  if (error) return <p className="field__error">{error}</p>;
  if (loading) return <RowSkeletons count={4} label={t`Загружаем людей`} />;
  return (
    <>
      <ul className="devices">
        {steps.map((step) => (
          <Person key={step.number} step={step} places={places} lines={isTable(one)} />
        ))}
      </ul>
      {more && <Button look="quiet" onClick={more}>{t`Показать ещё`}</Button>}
    </>
  );
}

interface PersonProps {
  step: StaffStep;
  places: ReadonlyMap<number, string>;
  /** A directory knows people by identifiers that nobody reads. */
  lines: boolean;
}

function Person({ step, places, lines }: PersonProps) {
  const place = (job: { title: string; unit: number }) => [job.title, places.get(job.unit)].filter(Boolean).join(", ");
  const jobs = step.jobs ?? [];
  const gone = jobs.filter((job) => job.act === "drop");
  const come = jobs.filter((job) => job.act !== "drop");
  const fields = [...new Set([...Object.keys(step.was ?? {}), ...Object.keys(step.now ?? {})])];
  return (
    <li className="device staff__person">
      <span className="row__body grow">
        <b>{step.name}</b>
        {lines && (
          <span className="t1 dim num">
            {[step.key && t`№ ${step.key}`, step.line ? t`строка ${step.line}` : ""].filter(Boolean).join(" · ")}
          </span>
        )}
      </span>
      <span className="stack stack--tight staff__what">
        {gone.map((job) => (
          <del key={job.post ?? job.title}>{place(job)}</del>
        ))}
        {come.map((job) => (
          <span key={job.post ?? `${job.unit} ${job.title}`}>
            {job.old_title && <del>{job.old_title}</del>} {step.act === "create" ? place(job) : <ins>{place(job)}</ins>}{" "}
            {job.head && <Tag look="accent">{t`руководитель`}</Tag>}
          </span>
        ))}
        {step.act !== "create" &&
          fields.map((field) => (
            <span key={field} className="t1">
              <span className="dim">{peopleField(field)}: </span>
              {step.was?.[field] && <del>{step.was[field]}</del>} <ins>{step.now?.[field] ?? ""}</ins>
            </span>
          ))}
      </span>
    </li>
  );
}
