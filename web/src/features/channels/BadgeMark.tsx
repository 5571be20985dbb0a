import "../../ui/styles/channels.css";
import { t } from "@lingui/core/macro";
import { BadgeCheck } from "lucide-react";
import { useState } from "react";
import type { ChatCard } from "../../core";
import { Dialog } from "../../ui/Dialog";
import { Chain } from "./Chain";

/** The badge behind a channel's name; it opens who vouches for it. */
export default function BadgeMark({ chat }: { chat: ChatCard }) {
  const [open, setOpen] = useState(false);
  const label = chat.seal === "due" ? t`Значок ждёт подтверждения. Кто подтвердил` : t`Кто подтвердил`;
  return (
    <>
      <button
        type="button"
        className="badge-mark"
        data-due={chat.seal === "due"}
        aria-label={label}
        title={label}
        onClick={() => setOpen(true)}
      >
        <BadgeCheck className="i i--s seal" aria-hidden="true" />
      </button>
      {open && (
        <Dialog title={chat.title} closeLabel={t`Закрыть`} onClose={() => setOpen(false)}>
          <Chain chat={chat.id} version={chat.changed ?? 0} />
        </Dialog>
      )}
    </>
  );
}
