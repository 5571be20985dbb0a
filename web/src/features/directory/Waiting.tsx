import { plural, t } from "@lingui/core/macro";
import { UsersRound } from "lucide-react";
import { useState } from "react";
import { useClient } from "../../common/client";
import { dayAndTime } from "../../common/dates";
import { useAct } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import type { WaitingDismissal } from "../../core";
import { Button } from "../../ui/Button";
import { toast } from "../../ui/Toasts";
import { told } from "./Dismiss";

/** So many names stand before the buttons; a press shows the rest. */
const FEW = 5;

/** Dismissals of many that wait for a second administrator; nothing is drawn where none waits. */
export function Waiting({ onDone }: { onDone: () => void }) {
  const client = useClient();
  const { value, again } = useAsk("dismissals", () => client.call("list_dismissals", {}));
  if (!value?.dismissals.length) return null;
  const done = () => {
    again();
    onDone();
  };
  return (
    <section className="card stack" aria-labelledby="waiting-dismissals">
      <h2 id="waiting-dismissals" className="t3 b">{t`Ждут второго администратора`}</h2>
      {value.dismissals.map((one) => (
        <Line key={one.id} one={one} onDone={done} />
      ))}
    </section>
  );
}

function Line({ one, onDone }: { one: WaitingDismissal; onDone: () => void }) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const when = dayAndTime(one.expires_at, Date.now());
  const confirm = () =>
    run(async () => {
      told(await client.call("confirm_dismissal", { dismissal: one.id }));
      onDone();
    });
  const cancel = () =>
    run(async () => {
      await client.call("cancel_dismissal", { dismissal: one.id });
      toast(t`Никто не уволен`);
      onDone();
    });
  const [all, setAll] = useState(false);
  const shown = all ? one.names : one.names.slice(0, FEW);
  const rest = one.count - shown.length;
  return (
    <article className="stack stack--tight">
      <div className="line">
        <UsersRound className="i dim" aria-hidden="true" />
        <b className="grow">
          {plural(one.count, {
            one: "Освободить # должность",
            few: "Освободить # должности",
            many: "Освободить # должностей",
            other: "Освободить # должности",
          })}
        </b>
      </div>
      <p className="t1 dim">{t`Просит ${one.asked_by_name}, до ${when}`}</p>
      <ul className="list t1">
        {shown.map((name) => (
          <li key={name}>{name}</li>
        ))}
        {rest > 0 && <li className="dim">{t`и ещё ${rest}`}</li>}
      </ul>
      {one.names.length > FEW && !all && <Button look="quiet" onClick={() => setAll(true)}>{t`Показать имена`}</Button>}
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
      <div className="line wrap">
        {!one.mine && <Button look="danger" busy={busy} onClick={() => void confirm()}>{t`Подтвердить`}</Button>}
        <Button busy={busy} onClick={() => void cancel()}>
          {one.mine ? t`Отозвать` : t`Отказать`}
        </Button>
      </div>
    </article>
  );
}
