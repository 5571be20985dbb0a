import { t } from "@lingui/core/macro";
import { Archive, MessageCircle } from "lucide-react";
import { useHat, useRead } from "../../common/client";
import { Empty } from "../../ui/States";
import type { Folder } from "./folders";

/** What will stand in a list that is empty, and the first step. */
export default function NoChats({ folder }: { folder: Folder }) {
  const actor = useHat();
  const post = useRead((read) => read.actor(actor)?.kind === "post");
  if (folder === "archive") {
    return (
      <Empty icon={<Archive className="i i--l" aria-hidden="true" />} title={t`В архиве пусто`}>
        <p>{t`Сюда попадают чаты, которые вы убрали из списка. Новые сообщения в них не беспокоят.`}</p>
      </Empty>
    );
  }
  if (folder === "unread") {
    return (
      <Empty icon={<MessageCircle className="i i--l" aria-hidden="true" />} title={t`Всё прочитано`}>
        <p>{t`Чаты с новыми сообщениями появятся здесь.`}</p>
      </Empty>
    );
  }
  return (
    <Empty
      icon={<MessageCircle className="i i--l" aria-hidden="true" />}
      title={folder === "channels" ? t`Каналов пока нет` : folder === "groups" ? t`Групп пока нет` : t`Чатов пока нет`}
    >
      <p>
        {post
          ? t`Рабочие чаты появятся здесь, когда вашу должность добавят.`
          : t`Найдите человека в поиске выше и напишите ему.`}
      </p>
    </Empty>
  );
}
