import { t } from "@lingui/core/macro";
import { X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button, IconButton } from "../../ui/Button";
import { Check } from "../../ui/Check";
import { Field } from "../../ui/Field";
import type { Report } from "./shapes";
import type { Doing } from "./useRollout";

/** Groups in other messengers that are to end: told by who answers for them, or closed by an import. */
export function OldGroups({ report, doing }: { report: Report; doing: Doing }) {
  const [title, setTitle] = useState("");
  const closed = report.groups.filter((group) => group.closed).length;
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (title.trim() === "") return;
    doing.run("add_old_group", { plan: report.plan.id, title: title.trim() }, t`Группа добавлена`);
    setTitle("");
  };
  return (
    <section className="card ro-groups" aria-labelledby="ro-groups">
      <div className="card__head">
        <h3 id="ro-groups" className="grow">{t`Старые группы`}</h3>
        <span className="t1 dim">{t`закрыто ${closed} из ${report.groups.length}`}</span>
      </div>
      <ul className="stack stack--tight">
        {report.groups.map((group) => (
          <li key={group.id} className="line">
            <span className="grow">
              <Check
                label={group.title}
                checked={group.closed === true}
                onChange={(on) =>
                  doing.run(
                    "set_old_group",
                    { group: group.id, closed: on },
                    on ? t`Группа закрыта` : t`Группа снова открыта`,
                  )
                }
              />
            </span>
            <IconButton
              label={t`Убрать из списка «${group.title}»`}
              onClick={() => doing.run("remove_old_group", { group: group.id }, t`Группа убрана из списка`)}
            >
              <X className="i i--s" aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
      {report.plan.may_manage && (
        <form className="line ro-add" onSubmit={add}>
          <Field
            label={t`Группа в другом мессенджере`}
            value={title}
            maxLength={160}
            onChange={(event) => setTitle(event.target.value)}
          />
          <Button type="submit">{t`Добавить`}</Button>
        </form>
      )}
    </section>
  );
}
