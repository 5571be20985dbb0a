import { t } from "@lingui/core/macro";
import { Building2, Plus } from "lucide-react";
import { useState } from "react";
import { useClient, useMe } from "../../common/client";
import { administersSome } from "../../common/scope";
import { useAsk } from "../../common/useAsk";
import { Button } from "../../ui/Button";
import { Empty, RowSkeletons } from "../../ui/States";
import { NameDialog } from "./NameDialog";
import { OrganisationCard } from "./OrganisationCard";
import { Waiting } from "./Waiting";

/** All organisations of the server, each with the units at its top. */
export function Organisations() {
  const client = useClient();
  const me = useMe();
  const { value, error, again } = useAsk("organisations", () => client.call("list_organisations", {}));
  const [adding, setAdding] = useState<{ organisation?: number }>();
  if (error) return <p className="field__error">{error}</p>;
  if (!value) return <RowSkeletons count={4} label={t`Загружаем справочник`} />;
  const add = async (name: string) => {
    if (adding?.organisation) await client.call("create_unit", { organisation: adding.organisation, name });
    else await client.call("create_organisation", { name });
    again();
  };
  return (
    <>
      {administersSome(me) && <Waiting onDone={again} />}
      {value.organisations.length === 0 && (
        <section className="card">
          <Empty icon={<Building2 className="i i--l" aria-hidden="true" />} title={t`Организаций пока нет`}>
            <p>
              {me.administrator
                ? t`Начните с организации: в ней подразделения, в них должности.`
                : t`Их создаёт администратор сервера.`}
            </p>
          </Empty>
        </section>
      )}
      {value.organisations.map((organisation) => (
        <OrganisationCard
          key={organisation.id}
          organisation={organisation}
          among={value.organisations}
          onAdd={() => setAdding({ organisation: organisation.id })}
          onChanged={again}
        />
      ))}
      {me.administrator && (
        <Button look="soft" onClick={() => setAdding({})}>
          <Plus className="i i--s" aria-hidden="true" />
          {t`Создать организацию`}
        </Button>
      )}
      {adding && (
        <NameDialog
          title={adding.organisation ? t`Новое подразделение` : t`Новая организация`}
          label={t`Название`}
          act={t`Создать`}
          onSave={add}
          onClose={() => setAdding(undefined)}
        />
      )}
    </>
  );
}
