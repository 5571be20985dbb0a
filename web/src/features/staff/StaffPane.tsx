import "../../ui/styles/staff.css";
import { t } from "@lingui/core/macro";
import { Users } from "lucide-react";
import { useState } from "react";
import { useClient, useMe } from "../../common/client";
import { dayAndTime } from "../../common/dates";
import { mayAdminister } from "../../common/scope";
import { useAsk } from "../../common/useAsk";
import { Empty, RowSkeletons, Tag } from "../../ui/States";
import { Begin } from "./Begin";
import { Domains } from "./Domains";
import { type StaffImport, stateName } from "./fields";
import { ImportView } from "./ImportView";

/** For those who administer an organisation: bringing its staff in from a table. */
export default function StaffPane() {
  const client = useClient();
  const me = useMe();
  const [open, setOpen] = useState<number>();
  const [chosen, setChosen] = useState<number>();
  const { value, error } = useAsk("organisations", () => client.call("list_organisations", {}));
  if (error) return <p className="field__error">{error}</p>;
  if (!value) return <RowSkeletons count={3} label={t`Загружаем организации`} />;
  const mine = value.organisations.filter((one) => mayAdminister(me, one.id));
  const organisation = mine.find((one) => one.id === chosen) ?? mine[0];
  if (!organisation) {
    return (
      <Empty icon={<Users className="i i--l" aria-hidden="true" />} title={t`Нет организации`}>
        <p>{t`Сначала заведите организацию в справочнике: в неё придут подразделения и люди.`}</p>
      </Empty>
    );
  }
  if (open !== undefined) return <ImportView key={open} number={open} onBack={() => setOpen(undefined)} />;
  return (
    <>
      <Begin organisation={organisation} among={mine} onOrganisation={setChosen} onLooked={setOpen} />
      <History organisation={organisation.id} onOpen={setOpen} />
      <Domains key={organisation.id} organisation={organisation.id} />
    </>
  );
}

function History({ organisation, onOpen }: { organisation: number; onOpen: (number: number) => void }) {
  const client = useClient();
  const { value } = useAsk(`imports ${organisation}`, () => client.call("list_staff_imports", { organisation }));
  if (!value || value.imports.length === 0) return null;
  return (
    <section className="card">
      <div className="card__head">
        <h2>{t`Прежние импорты`}</h2>
      </div>
      <ul className="devices">
        {value.imports.map((one) => (
          <Line key={one.id} one={one} onOpen={() => onOpen(one.id)} />
        ))}
      </ul>
    </section>
  );
}

function Line({ one, onOpen }: { one: StaffImport; onOpen: () => void }) {
  return (
    <li className="device">
      <button type="button" className="staff__past" onClick={onOpen}>
        <span className="row__body grow">
          <b>{one.files.join(", ")}</b>
          <span className="t1 dim">{dayAndTime(one.asked_at, Date.now())}</span>
        </span>
        <Tag
          {...(one.state === "done"
            ? { look: "ok" as const }
            : one.state === "asking"
              ? { look: "warn" as const }
              : {})}
        >
          {stateName(one)}
        </Tag>
      </button>
    </li>
  );
}
