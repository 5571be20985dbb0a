import { t } from "@lingui/core/macro";
import { Check } from "../../ui/Check";
import type { Plan } from "./shapes";
import { usePublicChannels } from "./usePublicChannels";

export interface Goal {
  target: Plan["target"];
  /** 0: none. */
  channel: number;
}

/** What moves: people into the messenger, or an official channel with its readers. */
export function PlanTarget({ value, onChange }: { value: Goal; onChange: (value: Goal) => void }) {
  const mine = usePublicChannels();
  return (
    <fieldset className="stack stack--tight ro-pick">
      <legend>{t`Что переезжает`}</legend>
      <Check
        name="ro-target"
        label={t`Люди в мессенджер`}
        checked={value.target === "messenger"}
        onChange={() => onChange({ ...value, target: "messenger" })}
      />
      <Check
        name="ro-target"
        label={t`Официальный канал`}
        hint={t`Вместе с теми, кто его ведёт; на время переезда ему можно открыть зеркало.`}
        checked={value.target === "channel"}
        onChange={() => onChange({ ...value, target: "channel" })}
      />
      {value.target === "channel" && (
        <div className="field">
          <label htmlFor="ro-target-channel">{t`Какой канал`}</label>
          <select
            id="ro-target-channel"
            className="input"
            value={value.channel}
            onChange={(event) => onChange({ ...value, channel: Number(event.target.value) })}
          >
            <option value={0}>{mine?.length === 0 ? t`у вас таких нет` : t`выберите`}</option>
            {mine?.map((one) => (
              <option key={one.id} value={one.id}>
                {one.title}
              </option>
            ))}
          </select>
          <span className="field__hint">{t`Открытые каналы, которые ведёте вы.`}</span>
        </div>
      )}
    </fieldset>
  );
}
