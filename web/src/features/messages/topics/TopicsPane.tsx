import "../../../ui/styles/topics.css";
import { plural, t } from "@lingui/core/macro";
import { Hash, Lock, MessagesSquare, Pencil, Plus } from "lucide-react";
import { useEffect, useState } from "react";
import { Link } from "wouter";
import { useClient, useRead } from "../../../common/client";
import { listTime } from "../../../common/dates";
import { lineText } from "../../../common/lines";
import { useAsk } from "../../../common/useAsk";
import { type ActorId, type Answer, type ChatCard, may } from "../../../core";
import { Button, IconButton } from "../../../ui/Button";
import type { Point } from "../../../ui/Menu";
import { Empty, RowSkeletons } from "../../../ui/States";
import { useMenu } from "../../../ui/useMenu";
import { seenTopic } from "./seen";
import { TopicDialog } from "./TopicDialog";
import { TopicMenu } from "./TopicMenu";

export type Topic = Answer<"list_topics">["topics"][number];

interface TopicsPaneProps {
  actor: ActorId;
  chat: ChatCard;
}

/** The topics of a group, those with the newest messages first. */
export default function TopicsPane({ actor, chat }: TopicsPaneProps) {
  const client = useClient();
  const asked = useAsk(`topics ${chat.id} ${chat.seq}`, () => client.topics(chat.id));
  const [list, setList] = useState(asked.value);
  const [editing, setEditing] = useState<Topic | "new">();
  const membership = useRead((read) => read.membership(actor, chat.id));
  useEffect(() => {
    if (asked.value) setList(asked.value);
  }, [asked.value]);
  const [menu, setMenu] = useState<{ topic: Topic; at: Point }>();
  const mayEdit = (topic: Topic) => may(membership, "EDIT_INFO") || topic.created_by === actor;
  return (
    <div className="talk-wrap">
      <div className="scroll topics">
        <div className="line topics__head">
          <h2 className="t2 b grow">{t`Темы`}</h2>
          {may(membership, "POST") && (
            <Button look="soft" onClick={() => setEditing("new")}>
              <Plus className="i i--s" aria-hidden="true" />
              {t`Новая тема`}
            </Button>
          )}
        </div>
        {asked.error && !list && (
          <p className="field__error" role="alert">
            {asked.error}
          </p>
        )}
        {!list && !asked.error && <RowSkeletons count={5} label={t`Загружаем темы`} />}
        {list && (
          <ul className="rows">
            <li>
              <Link className="row" href={`/chat/${chat.id}/topic/all`}>
                <span className="roundel">
                  <MessagesSquare className="i" aria-hidden="true" />
                </span>
                <span className="row__body">
                  <b>{t`Все сообщения`}</b>
                  <span className="t1 dimmer">{t`Группа целиком`}</span>
                </span>
              </Link>
            </li>
            {list.map((topic) => (
              <li key={topic.id} className="line">
                <TopicRow chat={chat} topic={topic} onMenu={(at) => setMenu({ topic, at })} />
                {mayEdit(topic) && (
                  <IconButton label={t`Изменить тему: ${topic.title}`} onClick={() => setEditing(topic)}>
                    <Pencil className="i" aria-hidden="true" />
                  </IconButton>
                )}
              </li>
            ))}
          </ul>
        )}
        {list?.length === 0 && (
          <Empty icon={<Hash className="i i--l" aria-hidden="true" />} title={t`Тем пока нет`}>
            <p>{t`Создайте первую: разговоры о разном не будут мешать друг другу.`}</p>
          </Empty>
        )}
      </div>
      {menu && (
        <TopicMenu
          actor={actor}
          chat={chat.id}
          topic={menu.topic}
          at={menu.at}
          onEdit={mayEdit(menu.topic) ? () => setEditing(menu.topic) : undefined}
          onDone={asked.again}
          onClose={() => setMenu(undefined)}
        />
      )}
      {editing && (
        <TopicDialog
          actor={actor}
          chat={chat.id}
          topic={editing === "new" ? undefined : editing}
          onClose={() => setEditing(undefined)}
          onDone={() => {
            setEditing(undefined);
            asked.again();
          }}
        />
      )}
    </div>
  );
}

interface TopicRowProps {
  chat: ChatCard;
  topic: Topic;
  onMenu: (at: Point) => void;
}

function TopicRow({ chat, topic, onMenu }: TopicRowProps) {
  const menu = useMenu(onMenu);
  const last = useRead((read) => (topic.seq ? read.message(chat.id, topic.seq) : null));
  const line = useRead((read) => (last ? lineText(read, last) : ""));
  const count = plural(topic.count ?? 0, {
    one: "# сообщение",
    few: "# сообщения",
    many: "# сообщений",
    other: "# сообщения",
  });
  const fresh = (topic.seq ?? 0) > seenTopic(chat.id, topic.id);
  return (
    <Link className="row grow" href={`/chat/${chat.id}/topic/${topic.id}`} {...menu}>
      <span className="roundel">{topic.emoji || <Hash className="i" aria-hidden="true" />}</span>
      <span className="row__body">
        <span className="row__line">
          <span className="name">
            <span className="cut">{topic.title}</span>
            {topic.closed && <Lock className="i i--s" role="img" aria-label={t`закрыта`} />}
          </span>
          {last && <span className="row__time">{listTime(last.at, Date.now())}</span>}
        </span>
        <span className="row__line">
          <span className="row__text cut">{line || (topic.count ? count : t`Сообщений пока нет`)}</span>
          {fresh && (
            <span className="topics__fresh">
              <span className="vh">{t`есть новые`}</span>
            </span>
          )}
        </span>
      </span>
    </Link>
  );
}
