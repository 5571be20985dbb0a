import { t } from "@lingui/core/macro";
import { ClipboardCheck, Flag, History, Milestone, Network, Stamp, UserCog, Users } from "lucide-react";
import { useMe } from "../common/client";
import { administersSome } from "../common/scope";
import {
  AdministratorsPane,
  DecidePane,
  MoveInPane,
  Reports,
  ReviewPane,
  Rollouts,
  SourcesPane,
  StaffPane,
} from "./manage";
import { type Section, Sections } from "./Sections";

/** What those who administer the installation, an organisation or a unit decide for others. */
export default function ManageScreen({ asked }: { asked: string }) {
  const me = useMe();
  const wholeBodies = (me.administers ?? []).some(({ unit }) => unit === null);
  const some = administersSome(me);
  const only = (shown: boolean, section: Section) => (shown ? [section] : []);
  const sections: Section[] = [
    ...only(me.administrator, { name: "reports", label: t`Жалобы`, icon: Flag, pane: Reports }),
    ...only(some, { name: "administrators", label: t`Администраторы`, icon: UserCog, pane: AdministratorsPane }),
    ...only(some, { name: "staff", label: t`Сотрудники`, icon: Users, pane: StaffPane }),
    ...only(some, { name: "rollout", label: t`Переезд`, icon: Milestone, pane: Rollouts }),
    ...only(me.administrator || wholeBodies, {
      name: "sources",
      label: t`SCIM и LDAP`,
      icon: Network,
      pane: SourcesPane,
    }),
    // Where everybody may bring a chat along, its address leads there without any other section.
    ...only(some || asked === "movein", { name: "movein", label: t`Старые чаты`, icon: History, pane: MoveInPane }),
    ...only(me.administrator || wholeBodies, {
      name: "desk",
      label: t`Заявки на каналы`,
      icon: Stamp,
      pane: DecidePane,
    }),
    ...only(me.administrator, {
      name: "services",
      label: t`Заявки сервисов`,
      icon: ClipboardCheck,
      pane: ReviewPane,
    }),
  ];
  return (
    <Sections home="/manage" title={t`Управление`} back={t`К списку разделов`} sections={sections} asked={asked} />
  );
}
