import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useClient, useMe } from "../../common/client";
import { mayAdminister } from "../../common/scope";
import { useAsk } from "../../common/useAsk";
import { RowSkeletons } from "../../ui/States";
import { Administrators } from "./Administrators";
import { Chiefs } from "./Chiefs";

/** Who administers the installation, an organisation, its units; giving and taking it. */
export default function AdministratorsPane() {
  const client = useClient();
  const me = useMe();
  const { value, error } = useAsk("organisations", () => client.call("list_organisations", {}));
  const [chosen, setChosen] = useState<number>();
  const mine = (value?.organisations ?? []).filter(
    ({ id }) => mayAdminister(me, id) || me.administers?.some((part) => part.organisation === id),
  );
  const organisation = mine.find((one) => one.id === chosen) ?? mine[0];
  return (
    <>
      {me.administrator && <Chiefs />}
      {error && <p className="field__error">{error}</p>}
      {!value && !error && <RowSkeletons count={3} label={t`Загружаем организации`} />}
      {organisation && (
        <section className="card stack" aria-labelledby="parts">
          <h2 id="parts" className="t3 b">{t`Администраторы организаций и подразделений`}</h2>
          <label className="field">
            {t`Организация`}
            <select
              className="input"
              value={organisation.id}
              onChange={(event) => setChosen(Number(event.target.value))}
            >
              {mine.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          </label>
          <Administrators key={organisation.id} part={{ organisation: organisation.id, name: organisation.name }} />
        </section>
      )}
    </>
  );
}
