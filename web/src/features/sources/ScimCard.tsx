import { t } from "@lingui/core/macro";
import { Hourglass } from "lucide-react";
import { useState } from "react";
import { Copied } from "../../common/Copied";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import { Button } from "../../ui/Button";
import { Banner, RowSkeletons } from "../../ui/States";
import { toast } from "../../ui/Toasts";
import { NewToken } from "./NewToken";
import { ScimChanges } from "./ScimChanges";
import { ScimPlan } from "./ScimPlan";
import { ScimUnits } from "./ScimUnits";
import { type Scim, useLooking } from "./shapes";
import { Tokens } from "./Tokens";

interface ScimCardProps {
  organisation: number;
  onLook: (report: number) => void;
}

/** A directory that tells us: where it writes, with which tokens, what waits, what was done, what could not be. */
export function ScimCard({ organisation, onLook }: ScimCardProps) {
  const client = useClient();
  const { value, error, again } = useAsk(`scim ${organisation}`, () => client.call("get_scim", { organisation }));
  const [making, setMaking] = useState(false);
  const { applies, waiting = 0, planning, import_id: plan } = value ?? {};
  useLooking((applies ? waiting > 0 : planning) || plan !== undefined, again);
  return (
    <section className="card stack">
      <h2 className="t3 b">{t`SCIM: каталог сообщает сам`}</h2>
      <p className="dim">
        {t`Каталог с этим адресом и токеном пишет людей и группы сюда: кто пришёл, перешёл, ушёл. Пароли и лишние данные не хранятся.`}
      </p>
      {error && <p className="field__error">{error}</p>}
      {!value && !error && <RowSkeletons count={2} label={t`Загружаем источники`} />}
      {value && (
        <>
          <Copied label={t`Адрес SCIM`} value={addressOf(value)} />
          <Tokens tokens={value.tokens ?? []} onChanged={again} />
          <div className="line wrap">
            <Button look="main" onClick={() => setMaking(true)}>{t`Новый токен`}</Button>
          </div>
          <ScimPlan state={value} onLook={onLook} onChanged={again} />
          <Told state={value} onChanged={again} />
          <ScimChanges state={value} onLook={onLook} onChanged={again} />
        </>
      )}
      {making && (
        <NewToken
          organisation={organisation}
          onClose={() => {
            setMaking(false);
            again();
          }}
        />
      )}
    </section>
  );
}

function addressOf({ address }: Scim): string {
  return address.startsWith("/") ? `${location.origin}${address}` : address;
}

function Told({ state, onChanged }: { state: Scim; onChanged: () => void }) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const { users, groups, applies, waiting = 0, held = 0, organisation, troubles = [] } = state;
  const wrong = troubles.filter(({ text }) => text);
  const release = () =>
    run(async () => {
      await client.call("release_scim_leavers", { organisation });
      toast(t`Они уходят`);
      onChanged();
    });
  return (
    <>
      <p className="dim" role="status">
        {t`Людей: ${users}. Групп: ${groups}.`} {applies && waiting > 0 && t`Ещё переносится: ${waiting}.`}
      </p>
      {held > 0 && (
        <Banner
          look="warn"
          box
          icon={<Hourglass className="i" aria-hidden="true" />}
          act={<Button busy={busy} onClick={() => void release()}>{t`Отпустить`}</Button>}
        >
          {t`За сутки уходит слишком много людей: ${held} ждут, пока вы посмотрите, не ошибка ли это в каталоге.`}
        </Banner>
      )}
      {error && <p className="field__error">{error}</p>}
      <ScimUnits state={state} onChanged={onChanged} />
      {wrong.length > 0 && (
        <div className="stack stack--tight">
          <h3 className="b">{t`Не удалось принять`}</h3>
          <ul className="stack stack--tight">
            {wrong.map(({ id, name, text }) => (
              <li key={`${id ?? ""} ${name} ${text}`}>
                <b>{name}</b>: {text}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
