import { i18n } from "@lingui/core";
import { t } from "@lingui/core/macro";
import type { Ask } from "../../core";
import { Check } from "../../ui/Check";
import { Field } from "../../ui/Field";
import type { Settings } from "./NoticesPane";
import { asClock, DAYS, ofClock, QUIET } from "./quiet";

/** From when to when nothing makes a sound. */
export function QuietHours({ settings, save }: { settings: Settings; save: (change: Ask<"set_notices">) => void }) {
  const quiet = { ...QUIET, ...settings.quiet };
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const set = (change: Partial<typeof quiet>) => {
    const next = { ...quiet, ...change, zone: change.on ? zone : quiet.zone };
    if (!next.on || (next.days.length > 0 && next.start !== next.end)) save({ quiet: next });
  };
  const day = (number: number) =>
    new Intl.DateTimeFormat(i18n.locale, { weekday: "short", timeZone: "UTC" }).format(Date.UTC(2024, 0, 1 + number));
  return (
    <section className="card stack form">
      <Check
        label={<b>{t`Тихие часы`}</b>}
        hint={t`Сообщения приходят без звука и уведомлений, а в конце вы узнаете, сколько их. Срочные слышно сразу.`}
        checked={quiet.on}
        onChange={(on) => set({ on })}
      />
      {quiet.on && (
        <>
          <div className="line wrap">
            <Field
              label={t`С`}
              type="time"
              value={asClock(quiet.start)}
              onChange={(event) => set({ start: ofClock(event.target.value, quiet.start) })}
            />
            <Field
              label={t`До`}
              type="time"
              value={asClock(quiet.end)}
              onChange={(event) => set({ end: ofClock(event.target.value, quiet.end) })}
            />
          </div>
          <fieldset className="line wrap bare">
            <legend className="t1 dim">{t`Начинаются в эти дни`}</legend>
            {DAYS.map((number) => (
              <Check
                key={number}
                label={day(number)}
                checked={quiet.days.includes(number)}
                onChange={(on) => set({ days: DAYS.filter((one) => (one === number ? on : quiet.days.includes(one))) })}
              />
            ))}
          </fieldset>
          <p className="t1 dim">{t`Часовой пояс: ${quiet.zone}`}</p>
        </>
      )}
    </section>
  );
}
