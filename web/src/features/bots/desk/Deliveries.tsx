import { t } from "@lingui/core/macro";
import { RotateCcw, Webhook } from "lucide-react";
import { useState } from "react";
import { useClient } from "../../../common/client";
import { dayAndTime } from "../../../common/dates";
import { useAct } from "../../../common/useAct";
import { useAsk } from "../../../common/useAsk";
import { Button } from "../../../ui/Button";
import { Empty, RowSkeletons, Tag } from "../../../ui/States";
import { toast } from "../../../ui/Toasts";
import type { Delivery, MyBot } from "./shapes";
import { useLookAgain } from "./useLookAgain";

const PAGE = 50;
const LOOK_MS = 3000;

/** What was sent to the webhook and what it answered; anything that is still kept can be sent again. */
export function Deliveries({ bot }: { bot: MyBot }) {
  const client = useClient();
  const [older, setOlder] = useState<readonly Delivery[]>([]);
  const { value, error, again } = useAsk(`deliveries ${bot.id}`, () =>
    client.call("list_bot_deliveries", { bot: bot.id, limit: PAGE }),
  );
  const { run, busy, error: failed } = useAct();
  useLookAgain(again, LOOK_MS);
  if (error) return <p className="field__error">{error}</p>;
  if (!value) return <RowSkeletons count={5} label={t`Загружаем доставки`} />;
  const rows = [...value.deliveries, ...older];
  const last = rows[rows.length - 1];
  const more = () =>
    void run(async () => {
      const next = await client.call("list_bot_deliveries", { bot: bot.id, before: last?.number ?? 1, limit: PAGE });
      setOlder([...older, ...next.deliveries]);
    });
  const replay = (number: number) =>
    void run(async () => {
      const { count } = await client.call("replay_bot_deliveries", { bot: bot.id, numbers: [number] });
      toast(count > 0 ? t`Отправляем ещё раз` : t`Повторить нечего: события уже нет или нет адреса`);
      setOlder([]);
      again();
    });
  return (
    <section className="card stack">
      <h2 className="t3">{t`Доставки на вебхук`}</h2>
      {failed && <p className="field__error">{failed}</p>}
      {rows.length === 0 && (
        <Empty icon={<Webhook className="i i--l" aria-hidden="true" />} title={t`Доставок нет`}>
          <p>{t`Когда бот подпишется на вебхук, здесь будет видно, что ушло, что ответил его сервер и сколько это заняло.`}</p>
        </Empty>
      )}
      <ul className="devices">
        {rows.map((one) => (
          <Line
            key={`${one.number}-${one.round}-${one.url}`}
            one={one}
            busy={busy}
            onReplay={() => replay(one.number)}
          />
        ))}
      </ul>
      {rows.length >= PAGE && rows.length % PAGE === 0 && (
        <Button busy={busy} onClick={more}>{t`Показать раньше`}</Button>
      )}
    </section>
  );
}

function Line({ one, busy, onReplay }: { one: Delivery; busy: boolean; onReplay: () => void }) {
  const at = dayAndTime(one.last_at ?? one.made_at, Date.now());
  const took = one.took_ms;
  const { attempts, number } = one;
  const next = one.next_at === undefined ? "" : dayAndTime(one.next_at, Date.now());
  const said = [
    one.status !== undefined && t`ответ ${one.status}`,
    one.error,
    took !== undefined && t`${took} мс`,
    attempts > 1 && t`попыток ${attempts}`,
    next && t`следующая ${next}`,
    one.round > 0 && t`повтор`,
  ];
  return (
    <li className="device">
      <span className="row__body grow">
        <span className="line wrap">
          <b className="mono">{one.type ?? t`событие забыто`}</b>
          <StateOf state={one.state} />
          <span className="t1 dimmer">
            № {number} · {at}
          </span>
        </span>
        <span className="t1 dimmer bot-url">{[one.url, ...said].filter(Boolean).join(" · ")}</span>
      </span>
      {one.kept && (
        <Button look="quiet" busy={busy} aria-label={t`Повторить № ${number}`} onClick={onReplay}>
          <RotateCcw className="i i--s" aria-hidden="true" />
          {t`Повторить`}
        </Button>
      )}
    </li>
  );
}

function StateOf({ state }: { state: string }) {
  if (state === "done") return <Tag look="ok">{t`доставлено`}</Tag>;
  if (state === "failed") return <Tag look="danger">{t`не доставлено`}</Tag>;
  return <Tag look="warn">{t`ждёт`}</Tag>;
}
