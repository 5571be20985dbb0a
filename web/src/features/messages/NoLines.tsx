import { t } from "@lingui/core/macro";
import { MessageCircle, RotateCw, ServerCrash } from "lucide-react";
import { useClient } from "../../common/client";
import { troubleText } from "../../common/trouble";
import type { ActorId, ChatCard } from "../../core";
import { Button } from "../../ui/Button";
import { Empty } from "../../ui/States";
import type { Lines } from "./useLines";

interface NoLinesProps {
  window: Lines["window"];
  chat: ChatCard;
  topic: number | undefined;
  actor: ActorId;
}

/** In place of messages where there are none, or none came. */
export default function NoLines({ window, chat, topic, actor }: NoLinesProps) {
  const client = useClient();
  if (window.error) {
    return (
      <div className="talk-wrap">
        <Empty
          danger
          icon={<ServerCrash className="i i--l" aria-hidden="true" />}
          title={t`Сообщения не загрузились`}
          acts={
            <Button
              look="main"
              onClick={() =>
                void (topic === undefined ? client.openChat(actor, chat.id) : client.loadOlder(chat.id, topic))
              }
            >
              <RotateCw className="i i--s" aria-hidden="true" />
              {t`Повторить`}
            </Button>
          }
        >
          <p className="t3">{troubleText(window.error)}</p>
          <p className="t3">{t`Сообщения не потеряны.`}</p>
        </Empty>
      </div>
    );
  }
  return (
    <div className="talk-wrap">
      <Empty icon={<MessageCircle className="i i--l" aria-hidden="true" />} title={t`Сообщений пока нет`}>
        <p>
          {chat.kind === "channel" ? t`Записи канала появятся здесь.` : t`Напишите первое: его увидят все участники.`}
        </p>
      </Empty>
    </div>
  );
}
