import { t } from "@lingui/core/macro";
import { TrendingDown, TrendingUp } from "lucide-react";
import Chart, { type ChartMark } from "../../ui/Chart";
import { Tag } from "../../ui/States";
import { day, number, type Report } from "./shapes";

/** The days on which waves end; those of one day share a mark. */
function ends({ days, waves }: Report): ChartMark[] {
  const numbers = new Map<number, number[]>();
  for (const wave of waves) {
    const at = Math.max(
      0,
      days.findIndex((point) => point.day >= wave.due_on),
    );
    numbers.set(at, [...(numbers.get(at) ?? []), wave.number]);
  }
  return [...numbers].map(([at, those]) => {
    const list = those.join(", ");
    return { at, text: those.length === 1 ? t`волна ${list}` : t`волны ${list}` };
  });
}

/** How many have still to come, against what the waves promise. */
export function BurnDown({ report }: { report: Report }) {
  const { days, today, ahead } = report;
  const now = days.findIndex((point) => point.day === today);
  const left = days[now]?.left;
  const marks = ends(report);
  if (now >= 0 && left !== null && left !== undefined) {
    const text = number(left);
    marks.push({ at: now, text: t`сегодня ${text}`, series: 0 });
  }
  const better = number(Math.abs(ahead));
  return (
    <section className="card ro-chart" aria-labelledby="ro-left">
      <div className="card__head">
        <h3 id="ro-left">{t`Осталось перейти`}</h3>
        {ahead !== 0 && (
          <Tag look={ahead > 0 ? "ok" : "warn"}>
            {ahead > 0 ? (
              <TrendingDown className="i" aria-hidden="true" />
            ) : (
              <TrendingUp className="i" aria-hidden="true" />
            )}
            {ahead > 0 ? t`на ${better} лучше плана` : t`на ${better} хуже плана`}
          </Tag>
        )}
      </div>
      {days.length === 0 ? (
        <p className="dim">{t`График появится, когда в волнах будет хотя бы пять человек.`}</p>
      ) : (
        <Chart
          label={t`Сколько человек осталось перейти, по дням`}
          pointName={t`День`}
          points={days.map((point) => day(point.day))}
          marks={marks}
          format={number}
          series={[
            { name: t`осталось перейти`, values: days.map((point) => point.left ?? null), look: "area" },
            { name: t`план`, values: days.map((point) => point.planned), look: "dashed" },
            { name: t`прогноз`, values: days.map((point) => point.forecast ?? null), look: "dotted" },
          ]}
        />
      )}
    </section>
  );
}
