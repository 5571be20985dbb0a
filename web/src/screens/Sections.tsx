import { t } from "@lingui/core/macro";
import { ArrowLeft, ChevronRight } from "lucide-react";
import { type ComponentType, Suspense } from "react";
import { Link, Redirect, useLocation } from "wouter";
import { IconButton } from "../ui/Button";
import { RowSkeletons } from "../ui/States";
import { ConnectionBanner } from "./Connection";
import { PhoneNav, Rail } from "./Frame";
import "../ui/styles/settings.css";

export interface Section {
  /** The last part of its address. */
  name: string;
  label: string;
  icon: ComponentType<{ className?: string; "aria-hidden"?: boolean | "true" }>;
  pane: ComponentType;
}

interface SectionsProps {
  /** Where the list is; a section is at `${home}/${name}`. */
  home: string;
  title: string;
  /** What the way back on a phone is called. */
  back: string;
  sections: readonly Section[];
  /** The name in the address, empty for the list itself. */
  asked: string;
}

/** Sections beside the open one on a wide screen; on a phone first the list, then the section with a way back. */
export function Sections({ home, title, back, sections, asked }: SectionsProps) {
  const [, go] = useLocation();
  const open = sections.find((section) => section.name === asked);
  if (asked !== "" && !open) return <Redirect to={home} replace />;
  const shown = open ?? sections[0];
  if (!shown) return null;
  const Pane = shown.pane;
  // One of the two is all that a phone shows, and a screen has one first heading.
  const [ListTitle, PaneTitle] = open ? (["h2", "h1"] as const) : (["h1", "h2"] as const);
  return (
    <div className="app app--wide" data-view="main">
      <Rail />
      <main className="col col--main settings" data-open={open ? "" : undefined}>
        <nav className="settings__list" aria-label={title}>
          <ListTitle className="t4 settings__title">{title}</ListTitle>
          {sections.map(({ name, label, icon: Icon }) => (
            <Link
              key={name}
              className="settings__item"
              href={`${home}/${name}`}
              {...(shown.name === name ? { "aria-current": "page" } : {})}
            >
              <Icon className="i" aria-hidden="true" />
              <span className="grow cut">{label}</span>
              <ChevronRight className="i i--s settings__more" aria-hidden="true" />
            </Link>
          ))}
        </nav>
        <section className="settings__pane" aria-labelledby="settings-pane">
          <header className="bar bar--info">
            <span className="settings__back">
              <IconButton label={back} onClick={() => go(home)}>
                <ArrowLeft className="i" aria-hidden="true" />
              </IconButton>
            </span>
            <div className="bar__title">
              <PaneTitle className="t4 cut" id="settings-pane">
                {shown.label}
              </PaneTitle>
            </div>
          </header>
          <ConnectionBanner />
          <div className="page">
            <Suspense key={shown.name} fallback={<RowSkeletons count={3} label={t`Загружаем`} />}>
              <Pane />
            </Suspense>
          </div>
        </section>
        <PhoneNav />
      </main>
    </div>
  );
}
