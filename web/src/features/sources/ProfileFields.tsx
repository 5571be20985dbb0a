import { t } from "@lingui/core/macro";
import { useState } from "react";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import type { Profile } from "./shapes";

type Name = Exclude<keyof Profile, "units" | "page">;

const USUAL: Partial<Record<Name, string>> = {
  people: "(objectClass=inetOrgPerson)",
  person_unit: "department",
  unit_head: "managedBy",
  title: "title",
  email: "mail",
  phone: "telephoneNumber",
};

/** Where people and units are; which attribute means what stands behind a button, as the usual ones mostly fit. */
export function ProfileFields({ profile, onChange }: { profile: Profile; onChange: (profile: Profile) => void }) {
  const [more, setMore] = useState(false);
  // What is emptied is as it usually is.
  const set = (name: Name, value: string) => {
    const next: Profile = { ...profile, [name]: value };
    if (value === "" && name !== "base") delete next[name];
    onChange(next);
  };
  const field = (name: Name, label: string, hint?: string) => (
    <Field
      key={name}
      label={label}
      {...(hint ? { hint } : {})}
      value={profile[name] ?? ""}
      placeholder={USUAL[name]}
      spellCheck={false}
      onChange={(event) => set(name, event.target.value)}
    />
  );
  return (
    <>
      {field("base", t`Где люди`, "OU=Администрация,DC=hall,DC=example")}
      {field("only_group", t`Только участники группы`, t`Имя группы целиком; вложенные группы считаются. Пусто: все.`)}
      <label className="field">
        {t`Подразделения`}
        <select
          className="input"
          value={profile.units ?? "tree"}
          onChange={(event) => onChange({ ...profile, units: event.target.value as NonNullable<Profile["units"]> })}
        >
          <option value="tree">{t`По дереву: OU, в которых лежат люди`}</option>
          <option value="attribute">{t`По названию в карточке человека`}</option>
          <option value="code">{t`По коду в карточке человека`}</option>
        </select>
      </label>
      {more ? (
        <>
          {field("people", t`Фильтр людей`, t`Пусто: обычные учётные записи людей Active Directory и OpenLDAP.`)}
          {field("units_base", t`Где подразделения`, t`Пусто: там же, где люди.`)}
          {field("unit_name", t`Атрибут названия подразделения`)}
          {field("unit_code", t`Атрибут кода подразделения`)}
          {field("person_unit", t`Атрибут отдела у человека`)}
          {field("unit_head", t`Атрибут руководителя у подразделения`)}
          {field("heads_group", t`Группа руководителей`)}
          {field("key", t`Атрибут, по которому узнавать людей`, t`Пусто: objectGUID или entryUUID.`)}
          {field("title", t`Атрибут должности`)}
          {field("email", t`Атрибут почты`)}
          {field("phone", t`Атрибут телефона`)}
        </>
      ) : (
        <div className="line">
          <Button look="soft" onClick={() => setMore(true)}>{t`Фильтр и атрибуты`}</Button>
        </div>
      )}
    </>
  );
}
