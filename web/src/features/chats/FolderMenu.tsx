import { t } from "@lingui/core/macro";
import { Check, Settings2 } from "lucide-react";
import { useLocation } from "wouter";
import { useClient } from "../../common/client";
import type { ActorId } from "../../core";
import { Menu, MenuItem, type Point } from "../../ui/Menu";
import { type Folder, rowsOf } from "./folders";

interface FolderMenuProps {
  actor: ActorId;
  folder: Folder;
  at: Point;
  onClose: () => void;
}

/** What can be done with all chats of a folder, and where folders are made. */
export default function FolderMenu({ actor, folder, at, onClose }: FolderMenuProps) {
  const client = useClient();
  const [, go] = useLocation();
  const readAll = () => {
    onClose();
    for (const row of rowsOf(client.read, actor, folder)) {
      if (row.unread > 0) client.markRead(actor, row.id, row.chat.seq);
    }
  };
  return (
    <Menu label={t`Действия с папкой`} at={at} onClose={onClose}>
      <MenuItem icon={<Check className="i" aria-hidden="true" />} onChoose={readAll}>
        {t`Отметить всё прочитанным`}
      </MenuItem>
      <MenuItem
        icon={<Settings2 className="i" aria-hidden="true" />}
        onChoose={() => {
          onClose();
          go("/settings/folders");
        }}
      >
        {t`Настроить папки`}
      </MenuItem>
    </Menu>
  );
}
