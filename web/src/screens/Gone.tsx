import { t } from "@lingui/core/macro";
import { MessageCircle } from "lucide-react";
import { Link } from "wouter";
import { Empty } from "../ui/States";

/** In place of a chat that one is not in. */
export default function Gone({ message }: { message: boolean }) {
  return (
    <Empty
      icon={<MessageCircle className="i i--l" aria-hidden="true" />}
      title={t`Этого чата у вас нет`}
      acts={
        <Link className="btn" href="/">
          {t`К списку чатов`}
        </Link>
      }
    >
      <p>
        {message
          ? t`Ссылка ведёт к сообщению в чате, где вас нет. Его видят только участники: попросите приглашение у того, кто прислал ссылку.`
          : t`Возможно, вас убрали из него или ссылка ведёт не туда.`}
      </p>
    </Empty>
  );
}
