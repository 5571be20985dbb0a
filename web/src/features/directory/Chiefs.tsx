import { t } from "@lingui/core/macro";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useClient, useMe } from "../../common/client";
import { PeoplePicker } from "../../common/PeoplePicker";
import { useAct } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import { ActorAvatar } from "../../common/Who";
import type { Actor } from "../../core";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { RowSkeletons } from "../../ui/States";
import { toast } from "../../ui/Toasts";

/** Those who administer the whole installation. */
export function Chiefs() {
  const client = useClient();
  const me = useMe();
  const { value, error, again } = useAsk("chiefs", () => client.call("list_chief_administrators", {}));
  const [adding, setAdding] = useState(false);
  const [changing, setChanging] = useState<{ who: Actor; on: boolean }>();
  const done = (on: boolean) => {
    setChanging(undefined);
    toast(on ? t`Право дано` : t`Право снято`);
    again();
  };
  const there = value?.actors ?? [];
  return (
    <section className="card" aria-labelledby="chiefs">
      <div className="card__head">
        <h2 className="grow" id="chiefs">{t`Администраторы сервера`}</h2>
        <Button look="quiet" onClick={() => setAdding(true)}>
          <Plus className="i i--s" aria-hidden="true" />
          {t`Добавить`}
        </Button>
      </div>
      <p className="dim">{t`Управляют всеми организациями и самим сервером. Последнего снять нельзя.`}</p>
      {error && <p className="field__error">{error}</p>}
      {!value && !error && <RowSkeletons count={2} label={t`Загружаем администраторов`} />}
      <ul>
        {there.map((who) => (
          <li key={who.id} className="right">
            <ActorAvatar actor={who} id={who.id} size="m" />
            <span className="row__body grow">
              <b>{who.name}</b>
              {who.id === me.id && <span className="t1 dim">{t`это вы`}</span>}
            </span>
            {there.length > 1 && (
              <Button
                look="quiet"
                aria-label={t`Снять администратора: ${who.name}`}
                onClick={() => setChanging({ who, on: false })}
              >
                {t({ message: "Снять", context: "right" })}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {adding && (
        <Dialog tall title={t`Кого сделать администратором`} closeLabel={t`Закрыть`} onClose={() => setAdding(false)}>
          <PeoplePicker
            single
            kind="person"
            label={t`Имя`}
            chosen={[]}
            without={new Set(there.map((who) => who.id))}
            onChange={([who]) => {
              setAdding(false);
              if (who) setChanging({ who, on: true });
            }}
          />
        </Dialog>
      )}
      {changing && <Change {...changing} onClose={() => setChanging(undefined)} onDone={() => done(changing.on)} />}
    </section>
  );
}

interface ChangeProps {
  who: Actor;
  on: boolean;
  onClose: () => void;
  onDone: () => void;
}

function Change({ who, on, onClose, onDone }: ChangeProps) {
  const client = useClient();
  const me = useMe();
  const { run, busy, error } = useAct();
  const change = () =>
    run(async () => {
      await client.call("set_administrator", { person: who.id, on });
      onDone();
    });
  return (
    <Dialog
      alert
      title={on ? t`Сделать администратором сервера?` : t`Снять администратора сервера?`}
      onClose={onClose}
      acts={
        <>
          <Button data-first="" onClick={onClose}>{t`Оставить как есть`}</Button>
          <Button look={on ? "main" : "danger"} busy={busy} onClick={() => void change()}>
            {on ? t`Сделать` : t`Снять право`}
          </Button>
        </>
      }
    >
      <p>
        <b>{who.name}</b>
      </p>
      <p className="dim">
        {on
          ? t`Сможет всё: любые организации, жалобы, восстановление входа, других администраторов. Для одной организации или подразделения хватит отдельного права.`
          : t`Перестанет управлять сервером. Права на отдельные организации и подразделения, если они есть, останутся.`}
      </p>
      {!on && who.id === me.id && <p>{t`Это ваше право. Вернуть его сможет только другой администратор.`}</p>}
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
    </Dialog>
  );
}
