import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useActor, useClient, useRead } from "../../common/client";
import { dayAndTime } from "../../common/dates";
import { useAsk } from "../../common/useAsk";
import { ActorAvatar, actorName } from "../../common/Who";
import type { ActorId, Answer, ChatId } from "../../core";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { shortName } from "../../ui/names";
import { RowSkeletons } from "../../ui/States";

type Entry = Answer<"list_admin_log">["entries"][number];

interface AdminLogProps {
  chat: ChatId;
  as: ActorId | undefined;
  onClose: () => void;
}

const PAGE = 50;

/** What those who run the chat have done in it, newest first. */
export default function AdminLog({ chat, as, onClose }: AdminLogProps) {
  const client = useClient();
  const [older, setOlder] = useState<readonly Entry[]>([]);
  const [more, setMore] = useState(true);
  const who = as === undefined ? {} : { as };
  const { value, error } = useAsk(`log ${chat}`, () => client.call("list_admin_log", { chat, limit: PAGE, ...who }));
  const entries = [...(value?.entries ?? []), ...older];
  const last = entries.at(-1)?.id;
  const load = async () => {
    const page = await client.call("list_admin_log", { chat, limit: PAGE, ...(last ? { before: last } : {}), ...who });
    setOlder([...older, ...page.entries]);
    setMore(page.entries.length === PAGE);
  };
  return (
    <Dialog tall title={t`Журнал чата`} closeLabel={t`Закрыть`} onClose={onClose}>
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
      {!value && !error && <RowSkeletons count={6} label={t`Загружаем журнал`} />}
      {value && entries.length === 0 && <p className="dim">{t`Здесь будет видно, кто и что менял в чате.`}</p>}
      <ul className="picks">
        {entries.map((entry) => (
          <li key={entry.id}>
            <Line entry={entry} />
          </li>
        ))}
      </ul>
      {entries.length >= PAGE && more && <Button look="quiet" onClick={() => void load()}>{t`Показать ещё`}</Button>}
    </Dialog>
  );
}

function Line({ entry }: { entry: Entry }) {
  const actor = useActor(entry.actor);
  const words = useDone(entry);
  return (
    <div className="row row--dense row--still">
      <ActorAvatar actor={actor} id={entry.actor} size="m" />
      <span className="row__body">
        <span className="b cut">{actorName(actor) || "…"}</span>
        <span>{words}</span>
        <span className="t1 dimmer">{dayAndTime(entry.at, Date.now())}</span>
      </span>
    </div>
  );
}

/** What was done, in words. */
function useDone({ act, details = {} }: Entry): string {
  const member = details.actor;
  const whom = useRead((read) => (typeof member === "number" ? shortName(actorName(read.actor(member))) || "…" : ""));
  const title = typeof details.title === "string" ? details.title : "";
  switch (act) {
    case "title":
      return title ? t`Новое название «${title}»` : t`Изменено название`;
    case "about":
      return t`Изменено описание`;
    case "topics":
      return t`Включены или выключены темы`;
    case "slow_mode":
      return t`Изменён медленный режим`;
    case "comments":
      return t`Включены или выключены комментарии`;
    case "topic_made":
      return t`Новая тема «${title}»`;
    case "topic_changed":
      return t`Изменена тема «${title}»`;
    case "member_added":
      return whom ? t`В чате теперь ${whom}` : t`Добавлены участники`;
    case "member_removed":
      return whom ? t`Из чата убран участник ${whom}` : t`Убран участник`;
    case "role":
      return whom ? t`Изменена роль: ${whom}` : t`Изменена роль`;
    case "member_rights":
      return t`Изменены права участников`;
    case "link_made":
      return t`Создана ссылка-приглашение`;
    case "link_revoked":
      return t`Отозвана ссылка-приглашение`;
    case "request_answered":
      return t`Рассмотрена заявка на вступление`;
    case "message_pinned":
      return t`Закреплено сообщение`;
    case "message_unpinned":
      return t`Откреплено сообщение`;
    case "messages_deleted":
      return t`Удалены сообщения у всех`;
    case "poll_closed":
      return t`Завершён опрос`;
    default:
      return t`Изменение в чате`;
  }
}
