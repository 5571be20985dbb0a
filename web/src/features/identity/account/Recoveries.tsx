import { t } from "@lingui/core/macro";
import { LifeBuoy } from "lucide-react";
import { useState } from "react";
import { CopyLink } from "../../../common/CopyLink";
import { useClient, useMe } from "../../../common/client";
import { dayAndTime } from "../../../common/dates";
import { PeoplePicker } from "../../../common/PeoplePicker";
import { useAct } from "../../../common/useAct";
import { useAsk } from "../../../common/useAsk";
import type { Answer } from "../../../core";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Tag } from "../../../ui/States";
import { toast } from "../../../ui/Toasts";

type Row = Answer<"list_recoveries">["recoveries"][number];

/** For administrators: letting somebody back in who lost everything. One asks, another one confirms. */
export function Recoveries() {
  const client = useClient();
  const { value, error, again } = useAsk("recoveries", () => client.call("list_recoveries", {}));
  const [asking, setAsking] = useState(false);
  const [link, setLink] = useState<string>();
  const { run, busy, error: failed } = useAct();
  const confirm = (row: Row) =>
    run(async () => {
      setLink((await client.call("confirm_recovery", { recovery: row.id })).link);
      again();
    });
  const cancel = (row: Row) =>
    run(async () => {
      await client.call("cancel_recovery", { recovery: row.id });
      again();
    });
  return (
    <section className="card">
      <div className="card__head">
        <h2 className="grow">{t`Вернуть вход`}</h2>
        <Button onClick={() => setAsking(true)}>{t`Кому вернуть`}</Button>
      </div>
      <p className="dim">{t`Для того, кто потерял и пароль, и устройства. Один администратор просит, другой подтверждает и передаёт ссылку; человеку об этом сообщаем.`}</p>
      {(error ?? failed) && <p className="field__error">{error ?? failed}</p>}
      <ul className="devices">
        {value?.recoveries.map((row) => (
          <Line
            key={row.id}
            row={row}
            busy={busy}
            onConfirm={() => void confirm(row)}
            onCancel={() => void cancel(row)}
          />
        ))}
      </ul>
      {asking && (
        <Ask
          onClose={() => {
            setAsking(false);
            again();
          }}
        />
      )}
      {link && (
        <Dialog
          title={t`Ссылка для входа`}
          onClose={() => setLink(undefined)}
          acts={<Button look="main" onClick={() => setLink(undefined)}>{t`Готово`}</Button>}
        >
          <CopyLink link={link} hint={t`Действует сутки и один раз. Передайте её лично: кто её откроет, тот войдёт.`} />
        </Dialog>
      )}
    </section>
  );
}

function Line({
  row,
  busy,
  onConfirm,
  onCancel,
}: {
  row: Row;
  busy: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}) {
  const me = useMe();
  const until = dayAndTime(row.expires_at, Date.now());
  const { name, asked_by_name: by } = row;
  return (
    <li className="device">
      <LifeBuoy className="i dim" aria-hidden="true" />
      <span className="row__body grow">
        <span className="line">
          <b className="cut">{name}</b>
          {row.confirmed && <Tag look="ok">{t`подтверждено`}</Tag>}
        </span>
        <span className="t1 dimmer">{t`просит ${by}, действует до: ${until}`}</span>
      </span>
      {!row.confirmed && row.asked_by !== me.id && (
        <Button busy={busy} aria-label={t`Подтвердить: ${name}`} onClick={onConfirm}>{t`Подтвердить`}</Button>
      )}
      <Button look="quiet" busy={busy} aria-label={t`Отменить: ${name}`} onClick={onCancel}>{t`Отменить`}</Button>
    </li>
  );
}

function Ask({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const { run, error } = useAct();
  const ask = (person: number) =>
    run(async () => {
      await client.call("ask_recovery", { person });
      toast(t`Теперь должен подтвердить другой администратор`);
      onClose();
    });
  return (
    <Dialog tall title={t`Кому вернуть вход`} closeLabel={t`Закрыть`} onClose={onClose}>
      {error && <p className="field__error">{error}</p>}
      <PeoplePicker label={t`Имя`} chosen={[]} single kind="person" onChange={([card]) => card && void ask(card.id)} />
    </Dialog>
  );
}
