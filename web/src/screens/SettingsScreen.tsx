import { t } from "@lingui/core/macro";
import {
  ArrowLeft,
  Bell,
  Bot,
  ChevronRight,
  CircleUserRound,
  ClipboardCheck,
  Database,
  Flag,
  FolderOpen,
  Hand,
  HardDrive,
  KeyRound,
  LayoutGrid,
  MonitorSmartphone,
  Palette,
  ShieldCheck,
  UsersRound,
} from "lucide-react";
import type { ComponentType } from "react";
import { Link, Redirect, useLocation } from "wouter";
import { useMe } from "../common/client";
import { Appearance } from "../features/identity/account/Appearance";
import { Devices } from "../features/identity/account/Devices";
import { MyData } from "../features/identity/account/MyData";
import { Password } from "../features/identity/account/Password";
import { Profile } from "../features/identity/account/Profile";
import { Security } from "../features/identity/account/Security";
import { IconButton } from "../ui/Button";
import { PhoneNav, Rail } from "./Frame";
import { Storage } from "./media";
import { AccountsPane, FoldersPane, MyBots, NoticesPane, PrivacyPane, Reports } from "./own";
import { ConsentsPane, ReviewPane } from "./services";
import "../ui/styles/settings.css";

interface Section {
  name: string;
  label: string;
  icon: ComponentType<{ className?: string; "aria-hidden"?: boolean | "true" }>;
  pane: ComponentType;
}

function useSections(): Section[] {
  const me = useMe();
  return [
    { name: "profile", label: t`Профиль`, icon: CircleUserRound, pane: Profile },
    { name: "appearance", label: t`Вид`, icon: Palette, pane: Appearance },
    { name: "notices", label: t`Уведомления`, icon: Bell, pane: NoticesPane },
    { name: "privacy", label: t`Приватность`, icon: Hand, pane: PrivacyPane },
    { name: "consents", label: t`Данные для сервисов`, icon: LayoutGrid, pane: ConsentsPane },
    { name: "folders", label: t`Папки`, icon: FolderOpen, pane: FoldersPane },
    { name: "files", label: t`Файлы`, icon: HardDrive, pane: Storage },
    { name: "bots", label: t`Боты`, icon: Bot, pane: MyBots },
    { name: "devices", label: t`Устройства`, icon: MonitorSmartphone, pane: Devices },
    { name: "security", label: t`Защита входа`, icon: ShieldCheck, pane: Security },
    { name: "accounts", label: t`Аккаунты`, icon: UsersRound, pane: AccountsPane },
    { name: "password", label: t`Пароль`, icon: KeyRound, pane: Password },
    { name: "data", label: t`Мои данные`, icon: Database, pane: MyData },
    ...(me.administrator
      ? [
          { name: "reports", label: t`Жалобы`, icon: Flag, pane: Reports },
          { name: "services", label: t`Заявки сервисов`, icon: ClipboardCheck, pane: ReviewPane },
        ]
      : []),
  ];
}

/** Sections beside the open one on a wide screen; on a phone first the list, then the section with a way back. */
export default function SettingsScreen({ tab: asked }: { tab: string }) {
  const [, go] = useLocation();
  const sections = useSections();
  const open = sections.find((section) => section.name === asked);
  if (asked !== "" && !open) return <Redirect to="/settings" replace />;
  const shown = open ?? sections[0];
  if (!shown) return null;
  const Pane = shown.pane;
  // One of the two is all that a phone shows, and a screen has one first heading.
  const [ListTitle, PaneTitle] = open ? (["h2", "h1"] as const) : (["h1", "h2"] as const);
  return (
    <div className="app app--wide" data-view="main">
      <Rail />
      <main className="col col--main settings" data-open={open ? "" : undefined}>
        <nav className="settings__list" aria-label={t`Настройки`}>
          <ListTitle className="t4 settings__title">{t`Настройки`}</ListTitle>
          {sections.map(({ name, label, icon: Icon }) => (
            <Link
              key={name}
              className="settings__item"
              href={`/settings/${name}`}
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
              <IconButton label={t`К списку настроек`} onClick={() => go("/settings")}>
                <ArrowLeft className="i" aria-hidden="true" />
              </IconButton>
            </span>
            <div className="bar__title">
              <PaneTitle className="t4 cut" id="settings-pane">
                {shown.label}
              </PaneTitle>
            </div>
          </header>
          <div className="page">
            <Pane />
          </div>
        </section>
        <PhoneNav />
      </main>
    </div>
  );
}
