import { t } from "@lingui/core/macro";
import { useRef, useState } from "react";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import type { Client } from "../../core";
import { Button } from "../../ui/Button";
import { Check } from "../../ui/Check";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { toast } from "../../ui/Toasts";
import { type Goal, PlanTarget } from "./PlanTarget";
import type { Plan, Report } from "./shapes";

interface PlanFormProps {
  organisation: number;
  name: string;
  /** Absent: a new one. */
  plan?: Plan | undefined;
  onDone: (report: Report) => void;
  onClose: () => void;
}

const DAY_MS = 86_400_000;
const iso = (at: number) => new Date(at).toISOString().slice(0, 10);

/** A plan: what it rests on and the days that the body sets itself. */
export function PlanForm({ organisation, name, plan, onDone, onClose }: PlanFormProps) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const order = useRef<HTMLInputElement>(null);
  const [title, setTitle] = useState(plan?.title ?? t`Переход на Вече`);
  const [starts, setStarts] = useState(plan?.starts_on ?? iso(Date.now()));
  const [due, setDue] = useState(plan?.due_on ?? iso(Date.now() + 90 * DAY_MS));
  const [reminders, setReminders] = useState(String(plan?.reminders ?? 3));
  const [days, setDays] = useState(String(plan?.remind_days ?? 3));
  const [compared, setCompared] = useState(plan?.compared ?? false);
  const [open, setOpen] = useState(Boolean(plan?.public_link));
  const [goal, setGoal] = useState<Goal>({ target: plan?.target ?? "messenger", channel: plan?.target_chat ?? 0 });
  const save = () =>
    void run(async () => {
      const document = await uploaded(client, order.current?.files?.[0]);
      const channel = goal.target === "channel" && goal.channel ? { target_chat: goal.channel } : {};
      const where = { target: goal.target, ...channel };
      const about = { title: title.trim(), starts_on: starts, due_on: due, ...where, ...document };
      const made = plan ? plan.id : (await client.call("create_rollout", { organisation, ...about })).plan.id;
      const more = { compared, public: open, reminders: Number(reminders), remind_days: Number(days) };
      onDone(await client.call("change_rollout", { plan: made, ...(plan ? about : {}), ...more }));
      toast(plan ? t`План изменён` : t`План начат`);
      onClose();
    });
  return (
    <Dialog
      title={plan ? t`Изменить план` : t`Начать план`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      tall
      acts={
        <>
          <Button onClick={onClose}>{t`Отмена`}</Button>
          <Button
            look="main"
            busy={busy}
            disabled={title.trim() === "" || !starts || !due || (goal.target === "channel" && !goal.channel)}
            onClick={save}
          >
            {t`Сохранить`}
          </Button>
        </>
      }
    >
      <div className="stack form">
        <p className="dim">{name}</p>
        <Field
          label={t`Название`}
          value={title}
          maxLength={160}
          data-first=""
          onChange={(event) => setTitle(event.target.value)}
        />
        <PlanTarget value={goal} onChange={setGoal} />
        <Field label={t`Первый день`} type="date" value={starts} onChange={(event) => setStarts(event.target.value)} />
        <Field
          label={t`Последний день`}
          type="date"
          min={starts}
          value={due}
          onChange={(event) => setDue(event.target.value)}
        />
        <Field
          ref={order}
          label={t`Распоряжение`}
          type="file"
          hint={
            plan?.order_name
              ? t`Сейчас: ${plan.order_name}`
              : t`Документ, на котором основан переезд; можно приложить потом.`
          }
        />
        <Field
          label={t`Напоминаний самое большее`}
          type="number"
          min={0}
          max={20}
          value={reminders}
          hint={t`Прекращаются сами: человек вошёл, волна на паузе, срок волны прошёл или их было столько.`}
          onChange={(event) => setReminders(event.target.value)}
        />
        <Field
          label={t`Дней между ними`}
          type="number"
          min={1}
          max={90}
          value={days}
          onChange={(event) => setDays(event.target.value)}
        />
        <Check
          label={t`Сравнивать с другими`}
          hint={t`Организации под той же вышестоящей, которые тоже согласились, видят долю вошедших.`}
          checked={compared}
          onChange={setCompared}
        />
        <Check
          label={t`Открытая страница`}
          hint={t`Те же числа без имён, по ссылке и без входа.`}
          checked={open}
          onChange={setOpen}
        />
        {error && <p className="field__error">{error}</p>}
      </div>
    </Dialog>
  );
}

async function uploaded(client: Client, file: File | undefined) {
  if (!file) return {};
  const engine = await client.uploads.load();
  const key = engine.add(file, { name: file.name, purpose: "file" });
  try {
    const card = (await engine.whenReady([key])).get(key);
    engine.release([key]);
    return card ? { order_file: card.id, order_name: file.name } : {};
  } catch (thrown) {
    engine.cancel(key);
    throw thrown;
  }
}
