import { t } from "@lingui/core/macro";
import { ClipboardCheck, Flag, History, Users } from "lucide-react";
import { MoveInPane, Reports, ReviewPane, StaffPane } from "./manage";
import { type Section, Sections } from "./Sections";

/** What those who administer the installation, an organisation or a unit decide for others. */
export default function ManageScreen({ asked }: { asked: string }) {
  const sections: Section[] = [
    { name: "reports", label: t`Жалобы`, icon: Flag, pane: Reports },
    { name: "staff", label: t`Сотрудники`, icon: Users, pane: StaffPane },
    { name: "movein", label: t`Старые чаты`, icon: History, pane: MoveInPane },
    { name: "services", label: t`Заявки сервисов`, icon: ClipboardCheck, pane: ReviewPane },
  ];
  return (
    <Sections home="/manage" title={t`Управление`} back={t`К списку разделов`} sections={sections} asked={asked} />
  );
}
