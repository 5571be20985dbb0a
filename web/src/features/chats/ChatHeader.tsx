import { plural, t } from "@lingui/core/macro";
import { ChevronLeft, PanelRight, Search } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useActor, useRead } from "../../common/client";
import { actorLine, ChatAvatar, chatName } from "../../common/Who";
import type { ActorId, ChatRow } from "../../core";
import { IconButton } from "../../ui/Button";
import { Tag } from "../../ui/States";

export function membersCount(count: number, channel: boolean): string {
  return channel
    ? plural(count, { one: "# подписчик", few: "# подписчика", many: "# подписчиков", other: "# подписчика" })
    : plural(count, { one: "# участник", few: "# участника", many: "# участников", other: "# участника" });
}

/** The second line of a chat's header: who the partner is, or how many there are. */
export function useChatLine(row: ChatRow, actor: ActorId): string {
  const peer = useActor(row.peer);
  if (row.chat.kind !== "dialog") return membersCount(row.chat.members_count, row.chat.kind === "channel");
  if (row.peer === undefined || row.peer === actor) return t`видите только вы`;
  return actorLine(peer);
}

interface ChatHeaderProps {
  row: ChatRow;
  actor: ActorId;
  info: boolean;
  onInfo: () => void;
  onSearch: () => void;
  /** Who vouches for a channel. */
  badge?: ReactNode;
  /** When the partner was last there. */
  presence?: ReactNode;
}

export function ChatHeader({ row, actor, info, onInfo, onSearch, badge, presence }: ChatHeaderProps) {
  const name = useRead((read) => chatName(read, row, actor));
  const peer = useActor(row.peer);
  const line = useChatLine(row, actor);
  return (
    <header className="bar">
      <span className="only-phone">
        <Link className="ib" href="/" aria-label={t`К списку чатов`}>
          <ChevronLeft className="i" aria-hidden="true" />
        </Link>
      </span>
      <div className="bar__who">
        <ChatAvatar chat={row.chat} peer={row.peer} actor={actor} size="m" />
        <div className="bar__title">
          <div className="line bar__name">
            <h1 className="t2 b cut">
              <button type="button" className="bar__open" title={t`О чате`} onClick={onInfo}>
                {name || "…"}
              </button>
            </h1>
            {peer?.kind === "bot" && <Tag>{t`бот`}</Tag>}
            {badge}
          </div>
          <span className="t1 dimmer cut">
            {line}
            {line && presence && " "}
            {presence}
          </span>
        </div>
      </div>
      <IconButton label={t`Поиск в чате`} onClick={onSearch}>
        <Search className="i" aria-hidden="true" />
      </IconButton>
      <IconButton label={t`О чате`} aria-pressed={info} onClick={onInfo}>
        <PanelRight className="i" aria-hidden="true" />
      </IconButton>
    </header>
  );
}
