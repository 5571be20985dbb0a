import { t } from "@lingui/core/macro";
import { Bell, BellOff, ChevronLeft, LogOut, Pencil, ScrollText, X } from "lucide-react";
import { type ReactNode, Suspense, useState } from "react";
import { useActor, useClient, useMe, useRead } from "../../common/client";
import { lazy } from "../../common/later";
import { orToast } from "../../common/useAct";
import { ChatAvatar, chatName } from "../../common/Who";
import { type ActorId, type ChatRow, type Filling, may } from "../../core";
import { IconButton } from "../../ui/Button";
import { Tag } from "../../ui/States";
import { useChatLine } from "./ChatHeader";
import { EditChat } from "./EditChat";
import { InviteLinks } from "./InviteLinks";
import { JoinRequests } from "./JoinRequests";
import { LeaveDialog } from "./LeaveDialog";
import { MembersList } from "./MembersList";
import { ModeIcon, modeName } from "./modes";
import { modeText } from "./modeText";
import { FOREVER } from "./mute";

const AdminLog = lazy(() => import("./AdminLog"));

interface ChatInfoProps {
  row: ChatRow;
  actor: ActorId;
  onClose: () => void;
  onOpenActor: (actor: ActorId) => void;
  onLeft: () => void;
  /** What was shared in the chat. */
  shared?: ReactNode;
  /** What other parts of the client have to say about the chat. */
  more?: ReactNode;
}

/** The right column: what the chat is, who is in it, who may come in. */
export default function ChatInfo({ row, actor, onClose, onOpenActor, onLeft, shared, more }: ChatInfoProps) {
  const me = useMe();
  const as = actor === me.id ? undefined : actor;
  const { chat, membership } = row;
  const room = chat.kind !== "dialog";
  return (
    <>
      <header className="bar bar--info">
        <span className="only-phone">
          <IconButton label={t`Назад`} onClick={onClose}>
            <ChevronLeft className="i" aria-hidden="true" />
          </IconButton>
        </span>
        <h1 className="bar__title t2 b">{t`О чате`}</h1>
        <span className="only-desk">
          <IconButton label={t`Закрыть`} onClick={onClose}>
            <X className="i" aria-hidden="true" />
          </IconButton>
        </span>
      </header>
      <Face row={row} actor={actor} onLeft={onLeft} />
      {chat.filling && (
        <section className="sect">
          <h3>{t`Состав`}</h3>
          <p className="about">{ruleText(chat.filling)}</p>
        </section>
      )}
      {chat.about && (
        <section className="sect">
          <h3>{t`Описание`}</h3>
          <p className="about">{chat.about}</p>
        </section>
      )}
      <section className="sect" id="mode">
        <h3>{t`Режим`}</h3>
        <div className="line top">
          <ModeIcon mode={chat.mode} />
          <div className="stack stack--tight">
            <b>{modeName(chat.mode)}</b>
            <span className="t1 dim">{modeText(chat.mode)}</span>
          </div>
        </div>
      </section>
      {shared}
      {room && may(membership, "MANAGE_MEMBERS") && <JoinRequests chat={chat.id} as={as} version={chat.version} />}
      {room && may(membership, "INVITE") && <InviteLinks chat={chat.id} as={as} />}
      {(chat.kind === "group" || may(membership, "MANAGE_MEMBERS")) && (
        <MembersList actor={actor} chat={chat} membership={membership} as={as} onOpenActor={onOpenActor} />
      )}
      {more}
    </>
  );
}

function Face({ row, actor, onLeft }: { row: ChatRow; actor: ActorId; onLeft: () => void }) {
  const client = useClient();
  const name = useRead((read) => chatName(read, row, actor));
  const peer = useActor(row.peer);
  const line = useChatLine(row, actor);
  const [editing, setEditing] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const [log, setLog] = useState(false);
  const me = useMe();
  const room = row.chat.kind !== "dialog";
  const mute = () => orToast(client.setMute(actor, row.id, row.muted ? null : FOREVER));
  return (
    <section className="sect sect--face">
      <ChatAvatar chat={row.chat} peer={row.peer} actor={actor} size="xl" />
      <h2 className="t3 b face__name">{name}</h2>
      {peer?.kind === "bot" && <Tag>{t`бот`}</Tag>}
      <p className="t1 dimmer">{line}</p>
      <div className="acts">
        <button type="button" className="act" aria-pressed={row.muted} onClick={mute}>
          {row.muted ? <Bell className="i" aria-hidden="true" /> : <BellOff className="i" aria-hidden="true" />}
          <span>{row.muted ? t`Со звуком` : t`Без звука`}</span>
        </button>
        {room && may(row.membership, "EDIT_INFO") && (
          <button type="button" className="act" onClick={() => setEditing(true)}>
            <Pencil className="i" aria-hidden="true" />
            <span>{t`Изменить`}</span>
          </button>
        )}
        {room && row.membership.role !== "member" && (
          <button type="button" className="act" onClick={() => setLog(true)}>
            <ScrollText className="i" aria-hidden="true" />
            <span>{t`Журнал`}</span>
          </button>
        )}
        {room && (
          <button type="button" className="act" onClick={() => setLeaving(true)}>
            <LogOut className="i" aria-hidden="true" />
            <span>{t`Выйти`}</span>
          </button>
        )}
      </div>
      {editing && <EditChat row={row} actor={actor} onClose={() => setEditing(false)} />}
      {log && (
        <Suspense>
          <AdminLog chat={row.id} as={actor === me.id ? undefined : actor} onClose={() => setLog(false)} />
        </Suspense>
      )}
      {leaving && <LeaveDialog row={row} actor={actor} onClose={() => setLeaving(false)} onLeft={onLeft} />}
    </section>
  );
}

/** Who is in the chat by itself, plainly. */
function ruleText({ name = "", unit, below, heads }: Filling): string {
  const whose = heads ? t`руководители` : t`все должности`;
  const place = unit && below ? t`${name} и всё, что ниже` : name;
  return t`Состав задаёт справочник: ${whose}, ${place}`;
}
