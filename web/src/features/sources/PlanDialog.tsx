import { t } from "@lingui/core/macro";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { RowSkeletons } from "../../ui/States";
import { toast } from "../../ui/Toasts";
import type { Plan } from "./shapes";

const SHOWN = 50;

/** What a reading would change: counted, with those who would leave and the lines that are wrong. */
export function PlanDialog({ number, onClose }: { number: number; onClose: () => void }) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const asked = useAsk(`plan ${number}`, async () => {
    const [plan, problems, leavers] = await Promise.all([
      client.call("get_staff_import", { import: number }),
      client.call("list_staff_steps", { import: number, kind: "problem", limit: SHOWN }),
      client.call("list_staff_steps", { import: number, kind: "person", acts: ["leave"], limit: SHOWN }),
    ]);
    return { plan: plan.import, problems: problems.steps, leavers: leavers.steps };
  });
  const plan = asked.value?.plan;
  const errors = plan?.counts.errors ?? 0;
  const apply = () =>
    void run(async () => {
      const done = await client.call("apply_staff", { import: number, skip_errors: errors > 0 });
      toast(
        done.import.state === "asking"
          ? t`Уходит много людей: нужно подтверждение второго администратора`
          : t`План применяется`,
      );
      onClose();
    });
  const confirm = () =>
    void run(async () => {
      await client.call("confirm_staff", { import: number });
      toast(t`План применяется`);
      onClose();
    });
  return (
    <Dialog
      tall
      title={t`Что изменится`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        <>
          {plan?.state === "planned" && (
            <Button look="main" busy={busy} onClick={apply}>
              {errors > 0 ? t`Применить без строк с ошибками` : t`Применить`}
            </Button>
          )}
          {plan?.state === "asking" && !plan.mine && (
            <Button look="main" busy={busy} onClick={confirm}>{t`Подтвердить`}</Button>
          )}
        </>
      }
    >
      <div className="stack">
        {(asked.error ?? error) && <p className="field__error">{asked.error ?? error}</p>}
        {!plan && !asked.error && <RowSkeletons count={3} label={t`Загружаем план`} />}
        {plan && <Counts counts={plan.counts} />}
        {plan && plan.state !== "planned" && (
          <p className="dim">{t`Этот план уже не ждёт: посмотрите его в отчётах.`}</p>
        )}
        <Names title={t`Уходят`} lines={asked.value?.leavers.map((step) => step.name ?? "") ?? []} />
        <Names
          title={t`Строки с ошибками`}
          lines={asked.value?.problems.map((step) => [step.table, step.text].filter(Boolean).join(": ")) ?? []}
        />
      </div>
    </Dialog>
  );
}

function Counts({ counts }: { counts: Plan["counts"] }) {
  const rows: [string, number][] = [
    [t`Новых людей`, counts.create ?? 0],
    [t`Изменений`, counts.change ?? 0],
    [t`Переходов`, counts.move ?? 0],
    [t`Возвращений`, counts.come_back ?? 0],
    [t`Уходов`, counts.leave ?? 0],
    [t`Без перемен`, counts.unchanged ?? 0],
    [t`Новых подразделений`, counts.units_new ?? 0],
  ];
  return (
    <dl className="stack stack--tight">
      {rows.map(([name, count]) => (
        <div key={name} className="line">
          <dt className="grow dim">{name}</dt>
          <dd className="num b">{count}</dd>
        </div>
      ))}
    </dl>
  );
}

function Names({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div className="stack stack--tight">
      <h3 className="b">{title}</h3>
      <ul className="stack stack--tight">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {lines.length === SHOWN && <p className="t1 dim">{t`Показаны первые ${SHOWN}.`}</p>}
    </div>
  );
}
