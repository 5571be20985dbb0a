import { t } from "@lingui/core/macro";
import { Import, KeyRound, LogIn, MessagesSquare, Send } from "lucide-react";
import type { ReactNode } from "react";
import { type Figure as Count, part, people, percent, type Report } from "./shapes";

export function Figures({ report }: { report: Report }) {
  const { people: cell, groups } = report;
  const closed = groups.filter((group) => group.closed).length;
  const whole = people(cell.people);
  const share = cell.share === null || cell.share === undefined ? "" : `, ${cell.share}\u00a0%`;
  const ofThose = (some: Count | null | undefined) => {
    const text = percent(some, cell.signed_in);
    return text && t`${text} вошедших`;
  };
  return (
    <div className="kpis">
      <Figure icon={<LogIn className="i i--s" aria-hidden="true" />} name={t`Вошли`} value={part(cell.signed_in)}>
        {t`из ${whole} человек${share}`}
      </Figure>
      <Figure icon={<Send className="i i--s" aria-hidden="true" />} name={t`Приглашены`} value={part(cell.invited)}>
        {percent(cell.invited, cell.people)}
      </Figure>
      <Figure
        icon={<KeyRound className="i i--s" aria-hidden="true" />}
        name={t`Второй фактор`}
        value={part(cell.protected)}
      >
        {ofThose(cell.protected)}
      </Figure>
      <Figure
        icon={<MessagesSquare className="i i--s" aria-hidden="true" />}
        name={t`В чате подразделения`}
        value={part(cell.joined)}
      >
        {ofThose(cell.joined)}
      </Figure>
      <Figure
        icon={<Import className="i i--s" aria-hidden="true" />}
        name={t`Старые группы закрыты`}
        value={t`${closed} из ${groups.length}`}
      />
    </div>
  );
}

function Figure({
  icon,
  name,
  value,
  children,
}: {
  icon: ReactNode;
  name: string;
  value: string;
  children?: ReactNode;
}) {
  return (
    <div className="card kpi">
      <span className="line t1 dim">
        {icon}
        {name}
      </span>
      <b className={`${/^\d/.test(value) ? "t5" : "t4"} num`}>{value}</b>
      {children && <span className="t1 dimmer">{children}</span>}
    </div>
  );
}
