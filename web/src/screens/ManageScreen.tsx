import { t } from "@lingui/core/macro";
import { ClipboardCheck, Flag, History, Milestone, Network, Stamp, Users } from "lucide-react";
import { useMe } from "../common/client";
import { DecidePane, MoveInPane, Reports, ReviewPane, Rollouts, SourcesPane, StaffPane } from "./manage";
import { type Section, Sections } from "./Sections";

/** What those who administer the installation, an organisation or a unit decide for others. */
export default function ManageScreen({ asked }: { asked: string }) {
  const me = useMe();
  const wholeBodies = (me.administers ?? []).some(({ unit }) => unit === null);
  const only = (shown: boolean, section: Section) => (shown ? [section] : []);
  const sections: Section[] = [
    ...only(me.administrator, { name: "reports", label: t`Жалобы`, icon: Flag, pane: Reports }),
    { name: "staff", label: t`Сотрудники`, icon: Users, pane: StaffPane },
    { name: "rollout", label: t`Переезд`, icon: Milestone, pane: Rollouts },
    ...only(me.administrator || wholeBodies, {
      name: "sources",
      label: t`SCIM и LDAP`,
      icon: Network,
      pane: SourcesPane,
    }),
    ...only(me.administrator, { name: "movein", label: t`Старые чаты`, icon: History, pane: MoveInPane }),
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
