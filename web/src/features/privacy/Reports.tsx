import { t } from "@lingui/core/macro";
import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useActor, useClient, useMe } from "../../common/client";
import { dayAndTime } from "../../common/dates";
import { useAct } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import { actorName } from "../../common/Who";
import type { Answer } from "../../core";
import { Button } from "../../ui/Button";
import { Seg } from "../../ui/Choice";
import { Empty, RowSkeletons, Tag } from "../../ui/States";
import { ReportView } from "./ReportView";
import { reasonName } from "./reasons";

type Report = Answer<"list_reports">["reports"][number];
type Which = "open" | "answered";

/** For administrators: what members ask them to look at. */
export default function Reports() {
  const client = useClient();
  const [which, setWhich] = useState<Which>("open");
  const { value, error, again } = useAsk(`reports ${which}`, () =>
    client.call("list_reports", { answered: which === "answered" }),
  );
  return (
    <section className="card stack">
      <Seg<Which>
        label={t`Жалобы`}
        value={which}
        onChange={setWhich}
        options={[
          { value: "open", label: t`Ждут ответа` },
          { value: "answered", label: t`Отвечены` },
        ]}
      />
      {error && <p className="field__error">{error}</p>}
      {!value && !error && <RowSkeletons count={3} label={t`Загружаем жалобы`} />}
      {value?.reports.length === 0 && (
        <Empty icon={<ShieldCheck className="i i--l" aria-hidden="true" />} title={t`Жалоб нет`}>
          <p>{t`Здесь появится то, на что пожалуются участники.`}</p>
        </Empty>
      )}
      <ul className="stack">
        {value?.reports.map((report) => (
          <Line key={report.id} report={report} onAnswered={again} />
        ))}
      </ul>
    </section>
  );
}

function Line({ report, onAnswered }: { report: Report; onAnswered: () => void }) {
  const client = useClient();
  const me = useMe();
  const about = actorName(useActor(report.actor));
  const reporter = actorName(useActor(report.reporter));
  const { run, busy, error } = useAct();
  const [taken, setTaken] = useState<Answer<"take_report">>();
  const elses = report.taken_by !== undefined && report.taken_by !== me.id;
  const at = dayAndTime(report.at, Date.now());
  const take = () =>
    void run(async () => setTaken(await client.call("take_report", { report: report.id, over: elses })));
  return (
    <li className="card stack">
      <div className="line wrap">
        <b>{reasonName(report.reason)}</b>
        {report.outcome === "acted" && <Tag look="ok">{t`меры приняты`}</Tag>}
        {report.outcome === "nothing" && <Tag>{t`без последствий`}</Tag>}
        {!report.outcome && elses && <Tag look="warn">{t`у другого администратора`}</Tag>}
      </div>
      <p className="t1 dim">
        {[about && t`На кого: ${about}`, report.title && t`Чат: ${report.title}`, t`От кого: ${reporter}`, at]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {report.answer && <p>{report.answer}</p>}
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
      {taken ? (
        <ReportView taken={taken} onAnswered={onAnswered} />
      ) : (
        !report.outcome && (
          <div className="line">
            <Button busy={busy} onClick={take}>
              {elses ? t`Забрать себе и открыть` : t`Взять и открыть`}
            </Button>
          </div>
        )
      )}
    </li>
  );
}
