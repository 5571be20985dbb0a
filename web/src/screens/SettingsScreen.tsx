import { t } from "@lingui/core/macro";
import { useLocation } from "wouter";
import { Appearance } from "../features/identity/Appearance";
import { Devices } from "../features/identity/Devices";
import { Password } from "../features/identity/Password";
import { Profile } from "../features/identity/Profile";
import { type Choice, Tabs } from "../ui/Choice";
import { Page } from "./Frame";
import { Storage } from "./media";

type Tab = "profile" | "appearance" | "files" | "devices" | "password";

const PANES = { profile: Profile, appearance: Appearance, files: Storage, devices: Devices, password: Password };

function isTab(value: string): value is Tab {
  return value in PANES;
}

export default function SettingsScreen({ tab: asked }: { tab: string }) {
  const [, go] = useLocation();
  const tab: Tab = isTab(asked) ? asked : "profile";
  const options: Choice<Tab>[] = [
    { value: "profile", label: t`Профиль` },
    { value: "appearance", label: t`Вид` },
    { value: "files", label: t`Файлы` },
    { value: "devices", label: t`Устройства` },
    { value: "password", label: t`Пароль` },
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
