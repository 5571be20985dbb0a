import { t } from "@lingui/core/macro";
import { Link2, Lock, LockOpen, MessageSquareText, Pencil } from "lucide-react";
import { useLocation } from "wouter";
import { useClient, useMe } from "../../../common/client";
import { orToast } from "../../../common/useAct";
import type { ActorId, ChatId } from "../../../core";
import { Menu, MenuItem, type Point } from "../../../ui/Menu";
import { copyText } from "../copy";
import type { Topic } from "./TopicsPane";

interface TopicMenuProps {
  actor: ActorId;
  chat: ChatId;
  topic: Topic;
  at: Point;
  /** Absent for those who may not change it. */
  onEdit: (() => void) | undefined;
  onDone: () => void;
  onClose: () => void;
}

/** What can be done with a topic of a group. */
export function TopicMenu({ actor, chat, topic, at, onEdit, onDone, onClose }: TopicMenuProps) {
  const client = useClient();
  const me = useMe();
  const [, go] = useLocation();
  const path = `/chat/${chat}/topic/${topic.id}`;
  const then = (act: () => void) => () => {
    onClose();
    act();
  };
  const setClosed = () => {
    const as = actor === me.id ? {} : { as: actor };
    const { id, title, emoji = "", closed = false } = topic;
    orToast(client.call("edit_topic", { chat, topic: id, title, emoji, closed: !closed, ...as }).then(onDone));
  };
  return (
    <Menu label={t`Действия с темой`} at={at} onClose={onClose}>
      <MenuItem icon={<MessageSquareText className="i" aria-hidden="true" />} onChoose={then(() => go(path))}>
        {t`Открыть`}
      </MenuItem>
      <MenuItem
        icon={<Link2 className="i" aria-hidden="true" />}
        onChoose={then(() => copyText(`${location.origin}${path}`, t`Ссылка на тему скопирована`))}
      >
        {t`Копировать ссылку`}
      </MenuItem>
      {onEdit && (
        <>
          <MenuItem icon={<Pencil className="i" aria-hidden="true" />} onChoose={then(onEdit)}>
            {t`Изменить`}
          </MenuItem>
          <MenuItem
            icon={
              topic.closed ? <LockOpen className="i" aria-hidden="true" /> : <Lock className="i" aria-hidden="true" />
            }
            onChoose={then(setClosed)}
          >
            {topic.closed ? t`Открыть тему для всех` : t`Закрыть тему`}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
