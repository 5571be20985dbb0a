import { t } from "@lingui/core/macro";
import { Check, CircleDashed, ClockAlert, EyeOff, Play, Settings2 } from "lucide-react";
import { useState } from "react";
import { IconButton } from "../../ui/Button";
import { Search } from "../../ui/Search";
import { Tag } from "../../ui/States";
import { Progress } from "./Progress";
import { day, people, type Report, type UnitRow } from "./shapes";
import { UnitForm } from "./UnitForm";
import type { Doing } from "./useRollout";
import { matches } from "./WaveForm";

/** Units with everything below them, in the order of the tree. */
export function Units({ report, doing }: { report: Report; doing: Doing }) {
  const [query, setQuery] = useState("");
  const [form, setForm] = useState<UnitRow>();
  const manages = report.plan.may_manage === true && report.plan.closed !== true;
  const shown = report.units.filter((unit) => unit.look !== "outside" && matches(unit, query));
  return (
    <section className="card ro-units" aria-labelledby="ro-units">
      <div className="card__head">
        <h3 id="ro-units" className="grow">{t`Подразделения`}</h3>
        <Search label={t`Найти подразделение`} clearLabel={t`Очистить`} value={query} onChange={setQuery} />
      </div>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t`Подразделение`}</th>
            <th scope="col" className="only-desk only-wide">{t`Ответственный`}</th>
            <th scope="col" className="r">{t`Человек`}</th>
            <th scope="col">{t`Вошли`}</th>
            <th scope="col" className="only-desk">{t`Состояние`}</th>
            <th scope="col" className="only-desk">{t`Срок`}</th>
            {manages && <td />}
          </tr>
        </thead>
        <tbody>
          {shown.map((unit) => (
            <Line key={unit.id} unit={unit} flat={query !== ""} onChange={manages ? () => setForm(unit) : undefined} />
          ))}
        </tbody>
      </table>
      {form && <UnitForm plan={report.plan.id} unit={form} doing={doing} onClose={() => setForm(undefined)} />}
      {shown.length === 0 && <p className="dim">{t`Ни одно подразделение пока не в волне.`}</p>}
      <p className="t1 dimmer ro-note">
        <EyeOff className="i i--s" aria-hidden="true" />
        <span>{t`Числа людей кратны пяти; где число выдало бы менее пяти человек, стоит слово: так и в выгрузке. Сообщения людей не считаем.`}</span>
      </p>
    </section>
  );
}

function Line({ unit, flat, onChange }: { unit: UnitRow; flat: boolean; onChange: (() => void) | undefined }) {
  const { name, chat_title: chat } = unit;
  return (
    <tr>
      <td className={`ro-depth-${flat ? 0 : Math.min(unit.depth, 5)}`}>
        <b className="u">{name}</b>
        {chat && <span className="t1 dimmer ro-chat">{t`чат «${chat}»`}</span>}
      </td>
      <td className="only-desk only-wide dim">{unit.responsible?.name || unit.responsible?.title}</td>
      <td className="r num">{people(unit.people.people)}</td>
      <td className="pw">
        <Progress cell={unit.people} late={unit.look === "late"} />
      </td>
      <td className="only-desk">
        <Look look={unit.look} />
      </td>
      <td className="only-desk dim num due">{day(unit.due_on)}</td>
      {onChange && (
        <td className="r">
          <IconButton label={t`Ответственный и чат: ${name}`} onClick={onChange}>
            <Settings2 className="i i--s" aria-hidden="true" />
          </IconButton>
        </td>
      )}
    </tr>
  );
}

function Look({ look }: { look: UnitRow["look"] }) {
  switch (look) {
    case "done":
      return (
        <Tag look="ok">
          <Check className="i" aria-hidden="true" />
          {t`готово`}
        </Tag>
      );
    case "late":
      return (
        <Tag look="danger">
          <ClockAlert className="i" aria-hidden="true" />
          {t`опаздывает`}
        </Tag>
      );
    case "going":
      return (
        <Tag look="accent">
          <Play className="i" aria-hidden="true" />
          {t`идёт`}
        </Tag>
      );
    case "hidden":
      return (
        <Tag>
          <EyeOff className="i" aria-hidden="true" />
          {t`не показываем`}
        </Tag>
      );
    default:
      return (
        <Tag>
          <CircleDashed className="i" aria-hidden="true" />
          {t`не началось`}
        </Tag>
      );
  }
}
