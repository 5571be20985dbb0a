import { t } from "@lingui/core/macro";
import {
  Bell,
  Bot,
  CircleUserRound,
  Database,
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
import { Appearance } from "../features/identity/account/Appearance";
import { Devices } from "../features/identity/account/Devices";
import { MyData } from "../features/identity/account/MyData";
import { Password } from "../features/identity/account/Password";
import { Profile } from "../features/identity/account/Profile";
import { Security } from "../features/identity/account/Security";
import { Storage } from "./media";
import { AccountsPane, FoldersPane, MyBots, NoticesPane, PrivacyPane } from "./own";
import { type Section, Sections } from "./Sections";
import { ConsentsPane } from "./services";

/** What a person decides for himself. */
export default function SettingsScreen({ tab }: { tab: string }) {
  const sections: Section[] = [
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
  ];
  return <Sections home="/settings" title={t`Настройки`} back={t`К списку настроек`} sections={sections} asked={tab} />;
}
