import { t } from "@lingui/core/macro";
import { Button } from "../../ui/Button";
import { RowSkeletons, Tag } from "../../ui/States";
import { isTable, type StaffImport } from "./fields";
import { useSteps } from "./useSteps";

/** What is wrong, by the line of the file. */
export function Problems({ one }: { one: StaffImport }) {
  const { steps, more, error, loading } = useSteps(one.id, "problem", []);
  const lines = isTable(one);
  if (error) return <p className="field__error">{error}</p>;
  if (loading) return <RowSkeletons count={3} label={t`Загружаем ошибки`} />;
  return (
    <>
      <ul className="devices">
        {steps.map((step) => (
          <li key={step.number} className="device staff__problem">
            <Tag look={step.act === "error" ? "danger" : "warn"}>
              {lines ? t`строка ${step.line ?? 0}` : step.act === "error" ? t`ошибка` : t`замечание`}
            </Tag>
            <span className="row__body grow">
              <span>{step.text}</span>
              <span className="t1 dim">
                {[step.table, lines && (step.act === "error" ? t`строка не будет взята` : t`замечание`)]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {more && <Button look="quiet" onClick={more}>{t`Показать ещё`}</Button>}
    </>
  );
}
