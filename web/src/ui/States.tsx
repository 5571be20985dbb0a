import type { ReactNode } from "react";

export function Banner({
  look,
  icon,
  children,
  act,
  box,
}: {
  look: "warn" | "danger" | "ok" | "accent";
  icon: ReactNode;
  children: ReactNode;
  act?: ReactNode;
  box?: boolean;
}) {
  return (
    <div className={`banner banner--${look} ${box ? "banner--box" : ""}`} role="status">
      {icon}
      <span className="grow">{children}</span>
      {act}
    </div>
  );
}

/** What will be here, and the first step towards it. */
export function Empty({
  icon,
  title,
  children,
  acts,
  danger,
  level = 2,
}: {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  acts?: ReactNode;
  danger?: boolean;
  level?: 1 | 2;
}) {
  const Title = level === 1 ? "h1" : "h2";
  return (
    <div className="empty">
      <span className={`roundel roundel--l ${danger ? "roundel--danger" : ""}`}>{icon}</span>
      <Title className="t4">{title}</Title>
      {children}
      {acts && <div className="line wrap empty__acts">{acts}</div>}
    </div>
  );
}

const WIDTHS = ["w72", "w58", "w64", "w80", "w52", "w66", "w76", "w46"];

/** The shapes of the rows that are on their way. */
export function RowSkeletons({ count = 8, label }: { count?: number; label: string }) {
  return (
    <div className="rows" aria-busy="true">
      <span className="vh" role="status">
        {label}
      </span>
      {Array.from({ length: count }, (_, index) => (
        <div className="row row--still" key={WIDTHS[index % WIDTHS.length]} aria-hidden="true">
          <span className="skel skel--av" />
          <span className="row__body">
            <span className={`skel ${WIDTHS[index % WIDTHS.length]}`} />
            <span className={`skel skel--thin ${WIDTHS[(index + 3) % WIDTHS.length]}`} />
          </span>
        </div>
      ))}
    </div>
  );
}

export function Tag({ look, children }: { look?: "ok" | "warn" | "danger" | "accent" | "seal"; children: ReactNode }) {
  return <span className={`tag ${look ? `tag--${look}` : ""}`}>{children}</span>;
}

/** A number that wants attention; `quiet` when the chat is muted. The words are for those who hear the page. */
export function Badge({ count, words, quiet }: { count: number; words: string; quiet?: boolean }) {
  if (count < 1) return null;
  return (
    <span className={`badge ${quiet ? "badge--quiet" : ""}`}>
      <span className="vh">{words} </span>
      {count > 9999 ? "9999+" : count}
    </span>
  );
}
