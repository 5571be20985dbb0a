import { t } from "@lingui/core/macro";
import { Copy, Download, MessageSquareText } from "lucide-react";
import type { Attachment, ChatMessage } from "../../../core";
import { Menu, MenuItem, type Point } from "../../../ui/Menu";
import { toast } from "../../../ui/Toasts";
import { address } from "../measures";
import { linksIn } from "./shared";

interface ThingMenuProps {
  at: Point;
  message: ChatMessage;
  item: Attachment | undefined;
  onJump: (seq: number) => void;
  onClose: () => void;
}

/** What can be done with one shared thing. */
export function ThingMenu({ at, message, item, onJump, onClose }: ThingMenuProps) {
  const [link] = item ? [] : linksIn(message);
  const then = (act: () => void) => () => {
    onClose();
    act();
  };
  const download = () => {
    if (item?.file === undefined) return;
    const anchor = document.createElement("a");
    anchor.href = address(item.file);
    anchor.download = item.name ?? "";
    anchor.click();
  };
  const copy = () =>
    void navigator.clipboard?.writeText(link ?? "").then(
      () => toast(t`Ссылка скопирована`),
      () => toast(t`Браузер не дал скопировать`),
    );
  return (
    <Menu label={t`Действия с вложением`} at={at} onClose={onClose}>
      <MenuItem
        icon={<MessageSquareText className="i" aria-hidden="true" />}
        onChoose={then(() => onJump(message.seq))}
      >
        {t`Показать в чате`}
      </MenuItem>
      {item?.file !== undefined && (
        <MenuItem icon={<Download className="i" aria-hidden="true" />} onChoose={then(download)}>
          {t`Скачать`}
        </MenuItem>
      )}
      {link && (
        <MenuItem icon={<Copy className="i" aria-hidden="true" />} onChoose={then(copy)}>
          {t`Копировать ссылку`}
        </MenuItem>
      )}
    </Menu>
  );
}
