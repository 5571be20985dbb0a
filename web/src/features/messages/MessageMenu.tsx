import { t } from "@lingui/core/macro";
import { ChevronDown, Copy, Forward, Pencil, Pin, PinOff, Reply, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { type ChatMessage, type Membership, may } from "../../core";
import { Menu, MenuItem, type Point } from "../../ui/Menu";
import { QUICK } from "./emoji";

const EmojiGrid = lazy(() => import("./EmojiGrid"));

export interface MenuActs {
  reply: () => void;
  edit: () => void;
  forward: () => void;
  copy: () => void;
  pin: () => void;
  remove: () => void;
  react: (emoji: string) => void;
}

interface MessageMenuProps {
  message: ChatMessage;
  own: boolean;
  membership: Membership | undefined;
  at: Point;
  acts: MenuActs;
  onClose: () => void;
}

export default function MessageMenu({ message, own, membership, at, acts, onClose }: MessageMenuProps) {
  const [all, setAll] = useState(false);
  const sent = message.state === "sent" && !message.deleted;
  const then = (act: () => void) => () => {
    onClose();
    act();
  };
  const pick = (emoji: string) => {
    onClose();
    acts.react(emoji);
  };
  const head = sent && may(membership, "REACT") && (
    <QuickRow all={all} mine={message.mine} onAll={() => setAll(!all)} onPick={pick} />
  );
  return (
    <Menu className="menu--msg" label={t`Действия с сообщением`} at={at} onClose={onClose} head={head || null}>
      {sent && may(membership, "POST") && (
        <MenuItem icon={<Reply className="i" aria-hidden="true" />} keys="R" onChoose={then(acts.reply)}>
          {t`Ответить`}
        </MenuItem>
      )}
      {sent && own && !message.origin && (
        <MenuItem icon={<Pencil className="i" aria-hidden="true" />} keys="E" onChoose={then(acts.edit)}>
          {t`Изменить`}
        </MenuItem>
      )}
      {sent && (
        <MenuItem icon={<Forward className="i" aria-hidden="true" />} onChoose={then(acts.forward)}>
          {t`Переслать`}
        </MenuItem>
      )}
      {!message.deleted && (
        <MenuItem icon={<Copy className="i" aria-hidden="true" />} onChoose={then(acts.copy)}>
          {t`Копировать текст`}
        </MenuItem>
      )}
      {sent && may(membership, "PIN") && (
        <MenuItem
          icon={message.pinned ? <PinOff className="i" aria-hidden="true" /> : <Pin className="i" aria-hidden="true" />}
          onChoose={then(acts.pin)}
        >
          {message.pinned ? t`Открепить` : t`Закрепить в чате`}
        </MenuItem>
      )}
      <hr />
      <MenuItem danger icon={<Trash2 className="i" aria-hidden="true" />} keys="Del" onChoose={then(acts.remove)}>
        {message.seq === 0 ? t`Не отправлять` : t`Удалить`}
      </MenuItem>
    </Menu>
  );
}

interface QuickProps {
  all: boolean;
  mine: readonly string[];
  onAll: () => void;
  onPick: (emoji: string) => void;
}

function QuickRow({ all, mine, onAll, onPick }: QuickProps) {
  return (
    <>
      <div className="quick" role="group" aria-label={t`Реакции`}>
        {QUICK.map((emoji) => (
          <button
            key={emoji}
            type="button"
            aria-label={emoji}
            aria-pressed={mine.includes(emoji)}
            onClick={() => onPick(emoji)}
          >
            {emoji}
          </button>
        ))}
        <button type="button" aria-label={t`Все эмодзи`} aria-expanded={all} onClick={onAll}>
          <ChevronDown className="i dim" aria-hidden="true" />
        </button>
      </div>
      {all && (
        <Suspense>
          <EmojiGrid onChoose={onPick} />
        </Suspense>
      )}
    </>
  );
}
