import { t } from "@lingui/core/macro";
import { useLocation } from "wouter";
import { useMe } from "../common/client";
import { Appearance } from "../features/identity/Appearance";
import { Devices } from "../features/identity/Devices";
import { Password } from "../features/identity/Password";
import { Profile } from "../features/identity/Profile";
import { Security } from "../features/identity/Security";
import { type Choice, Tabs } from "../ui/Choice";
import { Page } from "./Frame";
import { Storage } from "./media";
import { FoldersPane, NoticesPane, PrivacyPane, Reports } from "./own";

type Tab =
  | "profile"
  | "appearance"
  | "files"
  | "devices"
  | "security"
  | "password"
  | "notices"
  | "privacy"
  | "folders"
  | "reports";

const PANES = {
  profile: Profile,
  appearance: Appearance,
  files: Storage,
  devices: Devices,
  security: Security,
  password: Password,
  notices: NoticesPane,
  privacy: PrivacyPane,
  folders: FoldersPane,
  reports: Reports,
};

function isTab(value: string): value is Tab {
  return value in PANES;
}

export default function SettingsScreen({ tab: asked }: { tab: string }) {
  const [, go] = useLocation();
  const me = useMe();
  const tab: Tab = isTab(asked) ? asked : "profile";
  const options: Choice<Tab>[] = [
    { value: "profile", label: t`Профиль` },
    { value: "appearance", label: t`Вид` },
    { value: "notices", label: t`Уведомления` },
    { value: "privacy", label: t`Приватность` },
    { value: "folders", label: t`Папки` },
    { value: "files", label: t`Файлы` },
    { value: "devices", label: t`Устройства` },
    { value: "security", label: t`Защита входа` },
    { value: "password", label: t`Пароль` },
    ...(me.administrator ? [{ value: "reports" as const, label: t`Жалобы` }] : []),
  ];
  const Pane = PANES[tab];
  return (
    <Page
      title={t`Настройки`}
      tabs={
        <div className="page__tabs">
          <Tabs
            label={t`Настройки`}
            panel="panel"
            value={tab}
            options={options}
            onChange={(next) => go(`/settings/${next}`)}
          />
        </div>
      }
    >
      <Pane />
    </Page>
  );
}
