import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { Tag } from "../../ui/States";
import { toast } from "../../ui/Toasts";
import { day, type Report } from "./shapes";
import { usePublicChannels } from "./usePublicChannels";

/** Public pages with the posts of channels that move. */
export function Mirrors({ report, onChange }: { report: Report; onChange: () => void }) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const [chat, setChat] = useState(String(report.plan.target_chat ?? ""));
  const [ends, setEnds] = useState(report.plan.due_on);
  const mine = usePublicChannels();
  const start = () =>
    void run(async () => {
      const fields = { organisation: report.plan.organisation, chat: Number(chat), ends_on: ends };
      await client.call("start_mirror", fields);
      toast(t`Зеркало открыто`);
      onChange();
    });
  const end = (mirror: number) =>
    void run(async () => {
      await client.call("end_mirror", { mirror });
      onChange();
    });
  return (
    <section className="card stack form" aria-labelledby="ro-mirrors">
      <h3 id="ro-mirrors" className="t3">{t`Зеркала каналов`}</h3>
      {report.mirrors?.map((mirror) => (
        <div key={mirror.id} className="line">
          <a className="grow cut" href={mirror.link} target="_blank" rel="noreferrer">
            {mirror.title}
          </a>
          {mirror.ended ? <Tag>{t`закончилось`}</Tag> : <Tag look="accent">{day(mirror.ends_on)}</Tag>}
          {!mirror.ended && <Button look="quiet" onClick={() => end(mirror.id)}>{t`Закончить`}</Button>}
        </div>
      ))}
      <p className="t1 dim">
        {t`Записи открытого канала видны всем на странице и в RSS, со ссылкой сюда; в названный день она кончается сама.`}
      </p>
      <div className="field">
        <label htmlFor="ro-channel">{t`Открытый канал`}</label>
        <select id="ro-channel" className="input" value={chat} onChange={(event) => setChat(event.target.value)}>
          <option value="">{mine?.length === 0 ? t`у вас таких нет` : t`выберите`}</option>
          {mine?.map((one) => (
            <option key={one.id} value={one.id}>
              {one.title}
            </option>
          ))}
        </select>
      </div>
      <Field label={t`До какого дня`} type="date" value={ends} onChange={(event) => setEnds(event.target.value)} />
      {error && <p className="field__error">{error}</p>}
      <div className="line">
        <Button busy={busy} disabled={chat === "" || ends === ""} onClick={start}>{t`Открыть зеркало`}</Button>
      </div>
    </section>
  );
}
