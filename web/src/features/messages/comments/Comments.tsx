import "../../../ui/styles/topics.css";
import { t } from "@lingui/core/macro";
import { ChevronLeft, WifiOff, X } from "lucide-react";
import { useEffect } from "react";
import { useClient, useConnection, useRead } from "../../../common/client";
import { lineText } from "../../../common/lines";
import { useAsk } from "../../../common/useAsk";
import type { ActorId, ChatCard, Seq } from "../../../core";
import { Button, IconButton } from "../../../ui/Button";
import { Empty, RowSkeletons } from "../../../ui/States";
import { Conversation } from "../Conversation";

interface CommentsProps {
  actor: ActorId;
  channel: ChatCard;
  post: Seq;
  onClose: () => void;
  onOpenActor: (actor: ActorId) => void;
}

/** The third column: a post and what is said about it. */
export default function Comments({ actor, channel, post, onClose, onOpenActor }: CommentsProps) {
  const client = useClient();
  const place = useAsk(`comments ${actor} ${channel.id} ${post}`, () => client.openComments(actor, channel.id, post));
  const online = useConnection().status === "online";
  const { error, again } = place;
  const failed = error !== undefined;
  useEffect(() => {
    if (online && failed) again();
  }, [online, failed, again]);
  const message = useRead((read) => read.message(channel.id, post));
  const line = useRead((read) => (message ? lineText(read, message) : "…"));
  const row = useRead((read) => (place.value ? read.chatRow(actor, place.value.chat) : undefined));
  return (
    <>
      <header className="bar bar--info">
        <span className="only-phone">
          <IconButton label={t`Назад`} onClick={onClose}>
            <ChevronLeft className="i" aria-hidden="true" />
          </IconButton>
        </span>
        <h1 className="bar__title t2 b">{t`Комментарии`}</h1>
        <span className="only-desk">
          <IconButton label={t`Закрыть`} onClick={onClose}>
            <X className="i" aria-hidden="true" />
          </IconButton>
        </span>
      </header>
      <div className="comments__post">
        <span className="b t1 cut">{channel.title}</span>
        <p>{line}</p>
      </div>
      {place.error && !online && (
        <Empty icon={<WifiOff className="i i--l" aria-hidden="true" />} title={t`Комментариев на устройстве нет`}>
          <p>{t`Комментарии этого канала здесь ещё не открывали, поэтому без связи их не прочитать. Появится связь, и они откроются.`}</p>
        </Empty>
      )}
      {place.error && online && (
        <div className="empty" role="alert">
          <p>{place.error}</p>
          <Button onClick={place.again}>{t`Повторить`}</Button>
        </div>
      )}
      {!row && !place.error && <RowSkeletons count={4} label={t`Открываем комментарии`} />}
      {row && place.value && (
        <Conversation
          key={row.id}
          actor={actor}
          chat={row.chat}
          topic={place.value.topic}
          onOpenActor={onOpenActor}
          onThere={() => undefined}
          onComments={() => undefined}
          closed={null}
        />
      )}
    </>
  );
}
