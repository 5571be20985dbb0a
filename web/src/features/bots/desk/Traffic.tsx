import { t } from "@lingui/core/macro";
import { clockTime } from "../../../common/dates";
import type { Hour } from "./shapes";

const HOUR_MS = 3_600_000;
const SHOWN = 24;

/** The last day by the hour: requests and, hatched, those that failed; under it the same in figures. */
export function Traffic({ hours }: { hours: readonly Hour[] }) {
  const all = filled(hours);
  const most = Math.max(1, ...all.map((one) => one.requests));
  const sum = (of: (one: Hour) => number) => all.reduce((total, one) => total + of(one), 0);
  const requests = sum((one) => one.requests);
  const slowest = Math.max(0, ...all.map((one) => one.slowest));
  const mean = requests > 0 ? Math.round(sum((one) => one.took_ms) / requests) : 0;
  return (
    <section className="card stack">
      <h2 className="t3">{t`За сутки`}</h2>
      <div className="hours" aria-hidden="true">
        {all.map((one) => (
          <span key={one.hour} className="hours__one" title={titleOf(one)}>
            <svg viewBox="0 0 8 64" preserveAspectRatio="none" className="hours__bar" aria-hidden="true">
              <rect className="hours__all" x="1" width="6" {...bar(one.requests / most)} />
              <rect className="hours__bad" x="1" width="6" {...bar((one.errors + one.limited) / most)} />
            </svg>
          </span>
        ))}
      </div>
      <div className="line t1 dimmer" aria-hidden="true">
        <span className="grow">{clockTime(all[0]?.hour ?? 0)}</span>
        <span>{clockTime(all[all.length - 1]?.hour ?? 0)}</span>
      </div>
      <dl className="kv figures">
        <dt>{t`Запросов к Bot API`}</dt>
        <dd>{requests}</dd>
        <dt>{t`Из них с ошибкой`}</dt>
        <dd>{sum((one) => one.errors)}</dd>
        <dt>{t`Придержано за частоту`}</dt>
        <dd>{sum((one) => one.limited)}</dd>
        <dt>{t`Событий передано`}</dt>
        <dd>{sum((one) => one.updates)}</dd>
        <dt>{t`Ответ в среднем`}</dt>
        <dd>{t`${mean} мс`}</dd>
        <dt>{t`Самый долгий ответ`}</dt>
        <dd>{t`${slowest} мс`}</dd>
      </dl>
    </section>
  );
}

function bar(part: number): { y: number; height: number } {
  const height = Math.min(1, part) * 64;
  return { y: 64 - height, height };
}

function titleOf(one: Hour): string {
  const from = clockTime(one.hour);
  const failed = one.errors + one.limited;
  return t`С ${from}: запросов ${one.requests}, с ошибкой ${failed}`;
}

/** Hours without a request are rows that are not there. */
function filled(hours: readonly Hour[]): Hour[] {
  const there = new Map(hours.map((one) => [one.hour, one]));
  const last = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
  return Array.from({ length: SHOWN }, (_, at) => {
    const hour = last - (SHOWN - 1 - at) * HOUR_MS;
    return there.get(hour) ?? { hour, requests: 0, errors: 0, limited: 0, updates: 0, took_ms: 0, slowest: 0 };
  });
}
