import { t } from "@lingui/core/macro";
import { Archive, ArchiveRestore, Bell, BellOff, Check, Pin, PinOff } from "lucide-react";
import { useClient, useRead } from "../../common/client";
import { orToast } from "../../common/useAct";
import type { ActorId, ChatId } from "../../core";
import { Menu, MenuItem, type Point } from "../../ui/Menu";
import { toast } from "../../ui/Toasts";
import { FOREVER } from "./mute";

interface ChatMenuProps {
  actor: ActorId;
  chat: ChatId;
  at: Point;
  onClose: () => void;
}

/** What can be done with a line of the list. */
export default function ChatMenu({ actor, chat, at, onClose }: ChatMenuProps) {
  const client = useClient();
  const row = useRead((read) => read.chatRow(actor, chat));
  if (!row) return null;
  const pinned = row.membership.pinned_at !== undefined;
  const archived = row.membership.archived === true;
  const act = (work: () => Promise<void>) => () => {
    onClose();
    orToast(work());
  };
  const archive = async (on: boolean) => {
    await client.setArchived(actor, chat, on);
    toast(on ? t`Чат убран в архив` : t`Чат вернулся в список`, {
      act: { label: t`Вернуть`, run: () => orToast(client.setArchived(actor, chat, !on)) },
    });
  };
  return (
    <Menu label={t`Действия с чатом`} at={at} onClose={onClose}>
      {row.unread > 0 && (
        <MenuItem
          icon={<Check className="i" aria-hidden="true" />}
          onChoose={() => {
            onClose();
            client.markRead(actor, chat, row.chat.seq);
          }}
        >
          {t`Отметить прочитанным`}
        </MenuItem>
      )}
      <MenuItem
        icon={pinned ? <PinOff className="i" aria-hidden="true" /> : <Pin className="i" aria-hidden="true" />}
        onChoose={act(() => client.setPinned(actor, chat, !pinned))}
      >
        {pinned ? t`Открепить` : t`Закрепить вверху`}
      </MenuItem>
      <MenuItem
        icon={row.muted ? <Bell className="i" aria-hidden="true" /> : <BellOff className="i" aria-hidden="true" />}
        onChoose={act(() => client.setMute(actor, chat, row.muted ? null : FOREVER))}
      >
        {row.muted ? t`Включить звук` : t`Без звука`}
      </MenuItem>
      <MenuItem
        icon={
          archived ? <ArchiveRestore className="i" aria-hidden="true" /> : <Archive className="i" aria-hidden="true" />
        }
        onChoose={act(() => archive(!archived))}
      >
        {archived ? t`Вернуть из архива` : t`Убрать в архив`}
      </MenuItem>
    </Menu>
  );
}
