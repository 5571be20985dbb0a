import "../../ui/styles/channels.css";
import { t } from "@lingui/core/macro";
import { lazy, Suspense } from "react";
import { useClient, useMe } from "../../common/client";
import { longDay } from "../../common/dates";
import { useAsk } from "../../common/useAsk";
import { type ChatRow, may } from "../../core";
import { RowSkeletons } from "../../ui/States";

const Chart = lazy(() => import("../../ui/Chart"));

/** In "about the chat", for those who run a channel: counts, and how it grew. */
export function StatsSection({ row }: { row: ChatRow }) {
  return row.chat.kind === "channel" && may(row.membership, "MANAGE_MEMBERS") ? <Stats row={row} /> : null;
}

function Stats({ row }: { row: ChatRow }) {
  const client = useClient();
  const me = useMe();
  const as = row.actor === me.id ? {} : { as: row.actor };
  const { value, error } = useAsk(`statistics ${row.id} ${row.actor}`, () =>
    client.call("get_channel_statistics", { chat: row.id, ...as }),
  );
  const day = (at: number) => longDay(at, Date.now());
  return (
    <section className="sect">
      <h3>{t`Статистика`}</h3>
      {error && <p className="field__error">{error}</p>}
      {!value && !error && <RowSkeletons count={2} label={t`Загружаем статистику`} />}
      {value && (
        <div className="stack">
          <dl className="figures">
            <Figure name={t`Подписчики`} count={value.subscribers} />
            <Figure name={t`Охват за сутки`} count={value.reach_day} />
            <Figure name={t`Охват за неделю`} count={value.reach_week} />
            <Figure name={t`Просмотров у записи в среднем`} count={value.average_views} />
          </dl>
          {value.growth.some((count) => count !== null && count !== undefined) && (
            <Suspense>
              <Chart
                label={t`Подписчики за 30 дней`}
                pointName={t`День`}
                points={value.days.map(day)}
                series={[{ name: t`Подписчики`, values: value.growth.map((count) => count ?? null), look: "area" }]}
              />
            </Suspense>
          )}
          {value.posts.length > 0 && (
            <table className="plain">
              <caption className="vh">{t`Просмотры записей`}</caption>
              <thead>
                <tr>
                  <th scope="col">{t`Запись`}</th>
                  <th scope="col">{t`Просмотры`}</th>
                </tr>
              </thead>
              <tbody>
                {value.posts.slice(0, 10).map((post) => (
                  <tr key={post.seq}>
                    <td>{day(post.at)}</td>
                    <td className="num">{post.views ?? t`скрыто`}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          <p className="t1 dim">
            {t`Меньше пяти человек: цифр не показываем. Рост показан шагами от пяти, чтобы нельзя было узнать, кто пришёл или ушёл. Охват: сколько разных людей впервые открыли хотя бы одну из последних тридцати записей. Среднее: по последним десяти записям.`}
          </p>
        </div>
      )}
    </section>
  );
}

function Figure({ name, count }: { name: string; count: number | null | undefined }) {
  return (
    <div className="figure">
      <dt className="t1 dim">{name}</dt>
      <dd className="t4 num">{count ?? t`скрыто`}</dd>
    </div>
  );
}
