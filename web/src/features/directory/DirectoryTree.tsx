import { t } from "@lingui/core/macro";
import { Building2, ChevronRight, MessagesSquare, Plus } from "lucide-react";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { useClient, useMe } from "../../common/client";
import { administersSome, mayAdminister } from "../../common/scope";
import { useAsk } from "../../common/useAsk";
import { Button, IconButton } from "../../ui/Button";
import { Empty, RowSkeletons } from "../../ui/States";
import { ChatByRule } from "./ChatByRule";
import { NameDialog } from "./NameDialog";
import { Waiting } from "./Waiting";

/** All organisations of the server, each with the units at its top. */
export function Organisations() {
  const client = useClient();
  const me = useMe();
  const { value, error, again } = useAsk("organisations", () => client.call("list_organisations", {}));
  const [, go] = useLocation();
  const [filling, setFilling] = useState<{ id: number; name: string }>();
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
        <section className="card" key={organisation.id}>
          <div className="card__head">
            <Building2 className="i dim" aria-hidden="true" />
            <h2 className="grow">{organisation.name}</h2>
            {mayAdminister(me, organisation.id) && (
              <IconButton label={t`Чат по правилу`} onClick={() => setFilling(organisation)}>
                <MessagesSquare className="i" aria-hidden="true" />
              </IconButton>
            )}
            {mayAdminister(me, organisation.id) && (
              <Button look="quiet" onClick={() => setAdding({ organisation: organisation.id })}>
                <Plus className="i i--s" aria-hidden="true" />
                {t`Подразделение`}
              </Button>
            )}
          </div>
          {organisation.units.length === 0 && <p className="dim">{t`Подразделений пока нет`}</p>}
          <UnitLinks units={organisation.units} />
        </section>
      ))}
      {me.administrator && (
        <Button look="soft" onClick={() => setAdding({})}>
          <Plus className="i i--s" aria-hidden="true" />
          {t`Создать организацию`}
        </Button>
      )}
      {filling && (
        <ChatByRule
          organisation={filling.id}
          name={filling.name}
          onClose={() => setFilling(undefined)}
          onMade={(made) => go(`/chat/${made}`)}
        />
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

export function UnitLinks({ units }: { units: readonly { readonly id: number; readonly name: string }[] }) {
  return (
    <ul className="units">
      {units.map((unit) => (
        <li key={unit.id}>
          <Link className="row row--dense row--pick" href={`/directory/${unit.id}`}>
            <Building2 className="i dim" aria-hidden="true" />
            <span className="cut">{unit.name}</span>
            <ChevronRight className="i i--s dimmer" aria-hidden="true" />
          </Link>
        </li>
      ))}
    </ul>
  );
}
