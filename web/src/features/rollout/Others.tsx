import { t } from "@lingui/core/macro";
import { Megaphone } from "lucide-react";
import Chart from "../../ui/Chart";
import { Banner } from "../../ui/States";
import { Progress } from "./Progress";
import { day, people, type Report, type Summary } from "./shapes";

/** What bodies above recommend. */
export function AdviceBanners({ report }: { report: Report }) {
  return report.advice?.map(({ organisation, name, text, due_on }) => {
    const until = day(due_on);
    return (
      <Banner key={organisation} look="accent" box icon={<Megaphone className="i" aria-hidden="true" />}>
        <b>{t`${name} советует:`}</b> {text} {until && t`(срок: ${until})`}
      </Banner>
    );
  });
}

/** Bodies of the same rank that agreed to be compared. */
export function Peers({ report }: { report: Report }) {
  const peers = report.peers ?? [];
  if (peers.length < 2) return null;
  return (
    <section className="card ro-peers" aria-labelledby="ro-peers">
      <div className="card__head">
        <h3 id="ro-peers">{t`Сравнение`}</h3>
        <span className="t1 dimmer">{t`организации, которые согласились`}</span>
      </div>
      <Chart
        kind="rows"
        label={t`Доля вошедших по организациям`}
        pointName={t`Организация`}
        most={100}
        points={peers.map(({ name }) => name)}
        format={(value) => `${value}\u00a0%`}
        series={[{ name: t`вошли`, values: peers.map(({ share }) => share ?? null) }]}
      />
    </section>
  );
}

/** The bodies below, with their own days and totals. */
export function Below({ summary }: { summary: Summary }) {
  const rows = summary.below ?? [];
  if (rows.length === 0) return null;
  return (
    <section className="card" aria-labelledby="ro-below">
      <div className="card__head">
        <h3 id="ro-below">{t`Нижестоящие организации`}</h3>
        <span className="t1 dimmer">{t`сроки они задают сами`}</span>
      </div>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t`Организация`}</th>
            <th scope="col" className="r">{t`Человек`}</th>
            <th scope="col">{t`Вошли`}</th>
            <th scope="col" className="only-desk">{t`Срок`}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.organisation}>
              <td>
                <b className="u">{row.name}</b>
              </td>
              <td className="r num">{row.people ? people(row.people.people) : ""}</td>
              <td className="pw">
                {row.people ? <Progress cell={row.people} /> : <span className="dim">{t`плана нет`}</span>}
              </td>
              <td className="only-desk dim num due">{day(row.due_on)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
