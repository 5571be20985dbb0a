import { t } from "@lingui/core/macro";
import { CircleCheck } from "lucide-react";
import { Banner } from "../../ui/States";
import type { Tried } from "./shapes";

/** The first few whom a profile finds. */
export function TriedPeople({ people }: { people: readonly Tried[] }) {
  if (people.length === 0) return <p className="field__error">{t`Связь есть, но профиль никого не находит.`}</p>;
  return (
    <div className="stack stack--tight" role="status">
      <Banner look="ok" box icon={<CircleCheck className="i" aria-hidden="true" />}>
        {t`Связь есть. Первые, кого находит профиль:`}
      </Banner>
      <ul className="stack">
        {people.map(({ dn, key, name, title, email, active = true }) => (
          <li key={dn} className="stack stack--tight">
            <b>{name || dn}</b>
            <span className="t1 dim">
              {[title || t`без должности`, email, active ? "" : t`отключён`, key ? "" : t`не по чему узнавать`]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
