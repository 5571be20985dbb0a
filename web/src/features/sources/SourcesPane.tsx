import { t } from "@lingui/core/macro";
import { Network } from "lucide-react";
import { type ComponentType, useState } from "react";
import { useClient, useMe } from "../../common/client";
import { mayAdminister } from "../../common/scope";
import { useAsk } from "../../common/useAsk";
import { Empty, RowSkeletons } from "../../ui/States";
import { DirectoriesCard } from "./DirectoriesCard";
import { ScimCard } from "./ScimCard";

interface SourcesPaneProps {
  /** How an import of staff is looked at; features do not know each other. */
  report: ComponentType<{ number: number; back?: string; onBack: () => void }>;
}

/** Directories that keep the staff list right: those that tell us (SCIM) and those that are read (LDAP). */
export default function SourcesPane({ report: Report }: SourcesPaneProps) {
  const client = useClient();
  const me = useMe();
  const asked = useAsk("organisations", () => client.call("list_organisations", {}));
  const [chosen, setChosen] = useState<number>();
  const mine = asked.value?.organisations.filter(({ id }) => mayAdminister(me, id));
  const organisation = chosen ?? mine?.[0]?.id;
  const [looking, setLooking] = useState<number>();
  if (looking !== undefined) {
    return <Report key={looking} number={looking} back={t`SCIM и LDAP`} onBack={() => setLooking(undefined)} />;
  }
  return (
    <>
      {asked.error && <p className="field__error">{asked.error}</p>}
      {!mine && !asked.error && <RowSkeletons count={2} label={t`Загружаем организации`} />}
      {mine?.length === 0 && (
        <Empty icon={<Network className="i i--l" aria-hidden="true" />} title={t`Организаций пока нет`}>
          <p className="dim">{t`Источники сотрудников настраивают для организации. Сначала создайте её в справочнике.`}</p>
        </Empty>
      )}
      {mine && mine.length > 1 && (
        <label className="field">
          {t`Организация`}
          <select className="input" value={organisation} onChange={(event) => setChosen(Number(event.target.value))}>
            {mine.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      {organisation !== undefined && (
        <div key={organisation} className="stack">
          <ScimCard organisation={organisation} onLook={setLooking} />
          <DirectoriesCard organisation={organisation} onLook={setLooking} />
        </div>
      )}
    </>
  );
}
