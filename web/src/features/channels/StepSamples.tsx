import { t } from "@lingui/core/macro";
import { Button } from "../../ui/Button";
import { Check } from "../../ui/Check";
import { TextArea } from "../../ui/Field";
import type { StepProps } from "./StepInstitution";

const MOST = 5;

/** What will be written, and whether the queue may name the institution. */
export function StepSamples({ form, onChange }: StepProps) {
  const set = (at: number, text: string) =>
    onChange({ samples: form.samples.map((sample, index) => (index === at ? text : sample)) });
  return (
    <>
      <h2 className="t3 b">{t`Примеры записей`}</h2>
      <p className="dim">{t`По ним видно, для чего канал. Публиковать их не обязательно.`}</p>
      {form.samples.map((sample, index) => {
        const number = index + 1;
        return (
          <TextArea
            // biome-ignore lint/suspicious/noArrayIndexKey: the fields are told apart by their place alone
            key={index}
            label={t`Запись ${number}`}
            required={index === 0}
            maxLength={2000}
            value={sample}
            onChange={(event) => set(index, event.target.value)}
          />
        );
      })}
      {form.samples.length < MOST && (
        <div className="line">
          <Button look="soft" onClick={() => onChange({ samples: [...form.samples, ""] })}>
            {t`Добавить запись`}
          </Button>
        </div>
      )}
      <Check
        label={t`Назвать учреждение в открытой очереди`}
        hint={t`Без согласия там видны только номер, сроки и кто решает.`}
        checked={form.named}
        onChange={(named) => onChange({ named })}
      />
    </>
  );
}
