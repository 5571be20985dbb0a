import { t } from "@lingui/core/macro";
import { dayAndTime } from "../../common/dates";
import { type Step, stepName } from "./kinds";

/** What happened to an application, the oldest first, with the reasons as they were written. */
export function History({ steps }: { steps: readonly Step[] }) {
  return (
    <section className="stack stack--tight">
      <h3 className="sect__title">{t`История`}</h3>
      <ol className="steps">
        {steps.map((step) => (
          <li key={`${step.act} ${step.at}`} className="stack stack--tight">
            <span>{stepName(step)}</span>
            <span className="t1 dimmer">{dayAndTime(step.at, Date.now())}</span>
            {step.reason && <blockquote className="about">{step.reason}</blockquote>}
          </li>
        ))}
      </ol>
    </section>
  );
}
