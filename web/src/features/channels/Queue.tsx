import { t } from "@lingui/core/macro";
import { useClient } from "../../common/client";
import { useAsk } from "../../common/useAsk";
import type { Answer } from "../../core";
import { RowSkeletons, Tag } from "../../ui/States";
import { bodyName, day, days, stateLook, stateName } from "./kinds";
import { More } from "./More";
import { useMore } from "./useMore";

type Shown = Answer<"show_channel_queue">;
type Line = Shown["lines"][number];

/** The public queue: what waits, how long, with whom. Who asked stands there only if he wanted it. */
export default function Queue() {
  const client = useClient();
  const { value, error } = useAsk("channel queue", () => client.ask("show_channel_queue", {}));
  if (error) return <p className="field__error">{error}</p>;
  if (!value) return <RowSkeletons count={4} label={t`Загружаем очередь`} />;
  const median = value.median_days ?? undefined;
  return (
    <section className="stack">
      <dl className="figures">
        <Figure name={t`Ждут решения`}>{value.waiting}</Figure>
        <Figure name={t`Дольше всех ждут`}>{days(value.oldest_days ?? 0)}</Figure>
        <Figure name={t`Обычно решают за`}>{median === undefined ? t`пока нет данных` : days(median)}</Figure>
        <Figure name={t`Срок ответа прошёл`}>{value.overdue ?? 0}</Figure>
      </dl>
      <p className="t1 dim">
        {t`Очередь открыта всем. Учреждение названо, если оно согласилось или уже получило канал; причины отказов видит только само учреждение.`}
      </p>
      <Lines
        title={t`Ждут решения`}
        none={t`Никто не ждёт.`}
        first={{ items: value.lines, next: value.next }}
        ask={async (after) => {
          const page = await client.ask("show_channel_queue", { after });
          return { items: page.lines, next: page.next };
        }}
      />
      <Lines
        title={t`Решено за последние 30 дней`}
        none={t`Решений не было.`}
        first={{ items: value.decided, next: value.decided_next }}
        ask={async (after) => {
          const page = await client.ask("show_channel_queue", { decided_after: after });
          return { items: page.decided, next: page.decided_next };
        }}
      />
    </section>
  );
}

function Figure({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="figure">
      <dt className="t1 dim">{name}</dt>
      <dd className="t4 num">{children}</dd>
    </div>
  );
}

type Paged = Parameters<typeof useMore<Line>>;

function Lines({ title, none, first, ask }: { title: string; none: string; first: Paged[0]; ask: Paged[1] }) {
  const { items: lines, ...further } = useMore(first, ask);
  return (
    <section className="card stack">
      <h2 className="t3 b">{title}</h2>
      {lines.length === 0 && <p className="dim">{none}</p>}
      <ul className="queue">
        {lines.map((line) => (
          <QueueLine key={line.number} line={line} />
        ))}
      </ul>
      <More {...further} />
    </section>
  );
}

function QueueLine({ line }: { line: Line }) {
  const look = stateLook(line);
  const who = line.institution || t`Учреждение не названо`;
  const waits = line.decided_at ? t`решали ${days(line.days)}` : t`ждёт ${days(line.days)}`;
  return (
    <li className="queue__line">
      <span className="num dim">{t`№ ${line.number}`}</span>
      <span className="stack stack--tight grow">
        <span className="line wrap">
          <b>{who}</b>
          <Tag {...(look ? { look } : {})}>{stateName(line)}</Tag>
        </span>
        <span className="t1 dim">
          {[t`Решает ${bodyName(line.body)}`, line.decide_until && t`ответ до ${day(line.decide_until)}`]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </span>
      <span className="t2 num">{waits}</span>
    </li>
  );
}
