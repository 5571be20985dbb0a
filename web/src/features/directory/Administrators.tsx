import "../../ui/styles/directory.css";
import { t } from "@lingui/core/macro";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useClient, useHats } from "../../common/client";
import { useAct } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import type { AdministratorRow } from "../../core";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { RowSkeletons } from "../../ui/States";
import { toast } from "../../ui/Toasts";
import { GiveRight, type Part } from "./GiveRight";

interface AdministratorsProps {
  part: Part;
  /** The units above the unit and itself: who administers one of them administers it too. */
  way?: readonly number[];
}

/** Who administers an organisation and its units, as far as the reader administers it; giving and taking it. */
export function Administrators({ part, way }: AdministratorsProps) {
  const client = useClient();
  const { organisation } = part;
  const { value, error, again } = useAsk(`administrators ${organisation}`, () =>
    client.call("list_administrators", { organisation }),
  );
  const [giving, setGiving] = useState(false);
  const [taking, setTaking] = useState<AdministratorRow>();
  const rows = (value?.administrators ?? []).filter((row) => !way || !row.unit || way.includes(row.unit));
  return (
    <div className="stack">
      {error && <p className="field__error">{error}</p>}
      {!value && !error && <RowSkeletons count={2} label={t`Загружаем администраторов`} />}
      {value && rows.length === 0 && (
        <p className="dim">{t`Отдельных администраторов нет: этим управляют администраторы сервера.`}</p>
      )}
      <ul>
        {rows.map((row) => (
          <Row key={row.id} row={row} onTake={() => setTaking(row)} />
        ))}
      </ul>
      <div className="line wrap">
        <Button look="soft" onClick={() => setGiving(true)}>
          <Plus className="i i--s" aria-hidden="true" />
          {t`Дать право`}
        </Button>
      </div>
      {giving && (
        <GiveRight
          part={part}
          onClose={() => setGiving(false)}
          onDone={() => {
            setGiving(false);
            toast(t`Право дано`);
            again();
          }}
        />
      )}
      {taking && (
        <TakeRight
          row={taking}
          onClose={() => setTaking(undefined)}
          onDone={() => {
            setTaking(undefined);
            toast(t`Право снято`);
            again();
          }}
        />
      )}
    </div>
  );
}

function placeOf(row: AdministratorRow): string {
  return row.unit ? (row.unit_name ?? "") : t`Вся организация`;
}

function Row({ row, onTake }: { row: AdministratorRow; onTake: () => void }) {
  const post = row.kind === "post";
  const name = row.name || t`Вакансия`;
  return (
    <li className="right">
      <Avatar shape={post ? "post" : "person"} name={row.name} id={row.actor} size="m" vacant={post && !row.name} />
      <span className="row__body grow">
        <b>{name}</b>
        <span className="t1 dim">{post ? row.title : t`Личное право, не по должности`}</span>
        <span className="t1 dim">{placeOf(row)}</span>
      </span>
      <Button look="quiet" aria-label={t`Снять право: ${name}, ${placeOf(row)}`} onClick={onTake}>
        {t({ message: "Снять", context: "right" })}
      </Button>
    </li>
  );
}

/** A right is taken after a question: whoever takes his own may not give it back to himself. */
function TakeRight({ row, onClose, onDone }: { row: AdministratorRow; onClose: () => void; onDone: () => void }) {
  const client = useClient();
  const mine = useHats().some((hat) => hat.id === row.actor);
  const { run, busy, error } = useAct();
  const take = () =>
    run(async () => {
      await client.call("take_administration", { administration: row.id });
      onDone();
    });
  const where = placeOf(row);
  return (
    <Dialog
      alert
      title={t`Снять право управлять?`}
      onClose={onClose}
      acts={
        <>
          <Button data-first="" onClick={onClose}>{t`Оставить как есть`}</Button>
          <Button look="danger" busy={busy} onClick={() => void take()}>{t`Снять право`}</Button>
        </>
      }
    >
      <p>
        <b>{row.name || t`Вакансия`}</b>
        {row.title && <span className="dim">{`, ${row.title}`}</span>}
      </p>
      <p className="dim">{t`${where}: больше не сможет менять подразделения, назначать, увольнять и приглашать. Должности и переписка останутся.`}</p>
      {mine && <p>{t`Это ваше право. Вернуть его сможет только другой администратор.`}</p>}
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
    </Dialog>
  );
}
