import "../../ui/styles/channels.css";
import { t } from "@lingui/core/macro";
import { type FormEvent, useState } from "react";
import { useLocation } from "wouter";
import { useActor, useClient, useHats, useMe } from "../../common/client";
import { useAct } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import { Button } from "../../ui/Button";
import { RowSkeletons } from "../../ui/States";
import { toast } from "../../ui/Toasts";
import { asked, emptyForm, type Form, formOf } from "./form";
import type { View } from "./kinds";
import { StepChannel } from "./StepChannel";
import { StepInstitution } from "./StepInstitution";
import { StepSamples } from "./StepSamples";

const STEPS = [StepInstitution, StepChannel, StepSamples] as const;

/** An application for a channel, in three steps; a draft can be gone on with. */
export default function ApplyForm({ application }: { application?: number }) {
  const client = useClient();
  const me = useMe();
  const [first] = useHats().filter((hat) => hat.id !== me.id);
  const { value, error } = useAsk(`draft ${application ?? "new"}`, async () =>
    application === undefined ? null : (await client.call("get_channel_application", { application })).application,
  );
  if (error) return <p className="field__error">{error}</p>;
  if (value === undefined) return <RowSkeletons count={3} label={t`Загружаем заявку`} />;
  if (value) return <Draft view={value} />;
  if (!first) return <p>{t`Заявку подаёт тот, кто занимает должность в учреждении.`}</p>;
  return <Steps start={emptyForm(first.id)} />;
}

function Draft({ view }: { view: View }) {
  const responsible = useActor(view.responsible);
  return responsible ? <Steps start={formOf(view, responsible)} draft={view.card.id} /> : null;
}

function Steps({ start, draft }: { start: Form; draft?: number }) {
  const client = useClient();
  const [, go] = useLocation();
  const [form, setForm] = useState(start);
  const [step, setStep] = useState(0);
  const [number, setNumber] = useState(draft);
  const { run, busy, error } = useAct();
  const last = step === STEPS.length - 1;
  const Step = STEPS[step] ?? StepInstitution;
  const save = async () => {
    const { application } = await client.call("set_channel_application", asked(form, number));
    setNumber(application.card.id);
    return application.card.id;
  };
  const next = (event: FormEvent) => {
    event.preventDefault();
    if (!last) return setStep(step + 1);
    void run(async () => {
      const application = await save();
      await client.call("submit_channel_application", { application });
      toast(t`Заявка подана`);
      go(`/desk/${application}`);
    });
  };
  const later = () =>
    void run(async () => {
      await save();
      toast(t`Черновик сохранён`);
      go("/desk");
    });
  const human = step + 1;
  return (
    <form className="card stack form apply" onSubmit={next}>
      <p className="t1 dimmer">{t`Шаг ${human} из ${STEPS.length}`}</p>
      <Step form={form} onChange={(change) => setForm({ ...form, ...change })} />
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
      <div className="line wrap">
        {step > 0 && <Button onClick={() => setStep(step - 1)}>{t`Назад`}</Button>}
        <Button look="main" type="submit" busy={busy}>
          {last ? t`Подать заявку на канал` : t`Дальше`}
        </Button>
        {last && (
          <Button look="quiet" busy={busy} onClick={later}>
            {t`Сохранить черновик`}
          </Button>
        )}
      </div>
    </form>
  );
}
