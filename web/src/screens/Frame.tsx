import { t } from "@lingui/core/macro";
import { BookUser, ClipboardList, LayoutGrid, MessageCircle, Settings } from "lucide-react";
import { type ComponentType, type ReactNode, Suspense } from "react";
import { Link, useLocation } from "wouter";
import { useHats, useMe, useRead } from "../common/client";
import { administersSome } from "../common/scope";
import { Mark } from "../ui/Mark";
import { Badge } from "../ui/States";
import { ConnectionBanner } from "./Connection";
import { AccountButton } from "./own";

interface Section {
  href: string;
  name: string;
  icon: ComponentType<{ className?: string; "aria-hidden"?: boolean | "true" }>;
  current: boolean;
  badge?: number;
}

function useSections(): Section[] {
  const [path] = useLocation();
  const hats = useHats();
  const unread = useRead((read) => hats.reduce((sum, hat) => sum + read.unread(hat.id).messages, 0));
  const me = useMe();
  const settings = path.startsWith("/settings");
  const directory = path.startsWith("/directory");
  const manage = path.startsWith("/manage");
  const desk = path.startsWith("/desk");
  const services = path.startsWith("/services") || path.startsWith("/bot/");
  return [
    {
      href: "/",
      name: t`Чаты`,
      icon: MessageCircle,
      current: !settings && !directory && !services && !manage && !desk,
      badge: unread,
    },
    { href: "/directory", name: t`Справочник`, icon: BookUser, current: directory },
    { href: "/services", name: t`Сервисы`, icon: LayoutGrid, current: services },
    ...(administersSome(me) ? [{ href: "/manage", name: t`Управление`, icon: ClipboardList, current: manage }] : []),
    { href: "/settings", name: t`Настройки`, icon: Settings, current: settings },
  ];
}

function SectionLink({ section: { href, name, icon: Icon, current, badge } }: { section: Section }) {
  return (
    <Link className="rail__item" href={href} {...(current ? { "aria-current": "page" } : {})}>
      <Icon className="i" aria-hidden="true" />
      <span>{name}</span>
      {badge !== undefined && <Badge count={badge} words={t`непрочитанных`} />}
    </Link>
  );
}

/** The sections at the left edge of a wide screen. */
export function Rail() {
  const sections = useSections();
  const last = sections.at(-1);
  return (
    <nav className="rail" aria-label={t`Разделы`}>
      <Mark label={t`Вече`} />
      {sections.slice(0, -1).map((section) => (
        <SectionLink key={section.href} section={section} />
      ))}
      <span className="grow" />
      {last && <SectionLink section={last} />}
      <Suspense>
        <AccountButton />
      </Suspense>
    </nav>
  );
}

/** The same sections at the foot of a phone. */
export function PhoneNav() {
  return (
    <nav className="nav-phone" aria-label={t`Разделы`}>
      {useSections().map((section) => (
        <SectionLink key={section.href} section={section} />
      ))}
      <Suspense>
        <AccountButton several />
      </Suspense>
    </nav>
  );
}

/** A section that is one wide page with a title. */
export function Page({ title, tabs, children }: { title: string; tabs?: ReactNode; children: ReactNode }) {
  return (
    <div className="app app--wide" data-view="main">
      <Rail />
      <main className="col col--main" id="panel">
        <header className="bar bar--info">
          <div className="bar__title">
            <h1 className="t4 cut">{title}</h1>
          </div>
        </header>
        <ConnectionBanner />
        {tabs}
        <div className="page">{children}</div>
        <PhoneNav />
      </main>
    </div>
  );
}
