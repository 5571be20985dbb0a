import { t } from "@lingui/core/macro";
import { Download, FileText, Globe, Pencil } from "lucide-react";
import { useState } from "react";
import { asShown } from "../../core";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Menu, MenuItem, type Point } from "../../ui/Menu";
import { RowSkeletons } from "../../ui/States";
import { BurnDown } from "./BurnDown";
import { Figures } from "./Figures";
import { LettersLine } from "./LettersLine";
import { Mirrors } from "./Mirrors";
import { OldGroups } from "./OldGroups";
import { AdviceBanners, Peers } from "./Others";
import { PlanForm } from "./PlanForm";
import { day, type Report } from "./shapes";
import { Units } from "./Units";
import { type Doing, useRollout } from "./useRollout";
import { Waves } from "./Waves";
import "../../ui/styles/rollout.css";

/** One plan: how far it is, and what can be done about it. */
export function Dashboard({ plan }: { plan: number }) {
  const { report, error, doing, asked, answer, again } = useRollout(plan);
  if (!report) {
    return error ? <p className="field__error">{error}</p> : <RowSkeletons count={4} label={t`Загружаем план`} />;
  }
  return (
    <div className="ro">
      <Head report={report} doing={doing} onChange={again} />
      {error && <p className="field__error">{error}</p>}
      <AdviceBanners report={report} />
      <Figures report={report} />
      <div className="ro__two">
        <BurnDown report={report} />
        <Waves report={report} doing={doing} />
      </div>
      <Units report={report} doing={doing} />
      <LettersLine report={report} />
      <div className="ro__pair">
        <OldGroups report={report} doing={doing} />
        <Peers report={report} />
        {report.plan.may_manage && <Mirrors report={report} onChange={again} />}
      </div>
      {asked && (
        <Dialog
          title={t`Откатить волну?`}
          alert
          onClose={() => answer(false)}
          acts={
            <>
              <Button data-first="" onClick={() => answer(false)}>{t`Не откатывать`}</Button>
              <Button look="danger" onClick={() => answer(true)}>{t`Откатить`}</Button>
            </>
          }
        >
          <p>{t`Приглашения волны «${asked.title}», которыми не воспользовались, больше не откроются. Кто вошёл, тот останется.`}</p>
          <p>{t`Письма и напоминания, которые ждут отправки, не уйдут. Потом волну можно изменить и пригласить заново: люди получат новые ссылки.`}</p>
        </Dialog>
      )}
    </div>
  );
}

function Head({ report, doing, onChange }: { report: Report; doing: Doing; onChange: () => void }) {
  const { plan } = report;
  const [menu, setMenu] = useState<Point>();
  const [form, setForm] = useState(false);
  const first = day(plan.starts_on);
  const last = day(plan.due_on);
  const download = (kind: string) => {
    setMenu(undefined);
    doing.download(`plan/${plan.id}.${kind}`);
  };
  return (
    <header className="line wrap ro__head">
      <span className="row__body grow">
        <h2 className="t4">{plan.organisation_name}</h2>
        <span className="t1 dimmer">
          {plan.title}, {t`с ${first} по ${last}, сроки задаёт сама организация`}
        </span>
      </span>
      {plan.order_file && (
        <a className="btn btn--quiet" href={asShown(`/media/files/${plan.order_file}`)} download>
          <FileText className="i i--s" aria-hidden="true" />
          {plan.order_name || t`Распоряжение`}
        </a>
      )}
      {plan.public_link && (
        <a className="btn btn--quiet" href={plan.public_link} target="_blank" rel="noreferrer">
          <Globe className="i i--s" aria-hidden="true" />
          {t`Открытая страница`}
        </a>
      )}
      <Button
        onClick={({ currentTarget }) => {
          const box = currentTarget.getBoundingClientRect();
          setMenu({ x: box.left, y: box.bottom });
        }}
      >
        <Download className="i i--s" aria-hidden="true" />
        {t`Выгрузить`}
      </Button>
      {plan.may_manage && (
        <Button onClick={() => setForm(true)}>
          <Pencil className="i i--s" aria-hidden="true" />
          {t`Изменить план`}
        </Button>
      )}
      {menu && (
        <Menu label={t`Выгрузить`} at={menu} onClose={() => setMenu(undefined)}>
          {["csv", "xlsx", "pdf"].map((kind) => (
            <MenuItem
              key={kind}
              icon={<FileText className="i i--s" aria-hidden="true" />}
              onChoose={() => download(kind)}
            >
              {kind.toUpperCase()}
            </MenuItem>
          ))}
        </Menu>
      )}
      {form && (
        <PlanForm
          organisation={plan.organisation}
          name={plan.organisation_name}
          plan={plan}
          onDone={onChange}
          onClose={() => setForm(false)}
        />
      )}
    </header>
  );
}
