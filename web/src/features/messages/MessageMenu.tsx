import { t } from "@lingui/core/macro";
import {
  ChevronDown,
  CircleCheck,
  Copy,
  Download,
  Eye,
  Flag,
  Forward,
  Link2,
  type LucideIcon,
  Pencil,
  Pin,
  PinOff,
  Reply,
  SmilePlus,
  Trash2,
} from "lucide-react";
import { useClient, useHats, useRead } from "../../common/client";
import { useReporting } from "../../common/report";
import { orToast } from "../../common/useAct";
import { type ChatMessage, may } from "../../core";
import { Menu, MenuItem, type Point } from "../../ui/Menu";
import { READERS_MOST, useActs } from "./acts";
import { copyMessageLink, copyMessages, download, filesOf } from "./copy";
import { QUICK } from "./emoji";

interface MessageMenuProps {
  message: ChatMessage;
  at: Point;
  onClose: () => void;
}

interface Item {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly keys?: string;
  readonly act: () => void;
}

export function MessageMenu({ message, at, onClose }: MessageMenuProps) {
  const acts = useActs();
  const mayReact = useRead((read) => may(read.membership(acts.actor, message.chat), "REACT"));
  const items = useItems(message);
  const sent = message.state === "sent" && !message.deleted;
  const then = (act: () => void) => () => {
    onClose();
    act();
  };
  const all = then(() => acts.show({ kind: "react", message, at }));
  const pick = (emoji: string) => then(() => acts.react(message, emoji))();
  const head = sent && mayReact && <QuickRow mine={message.mine} onAll={all} onPick={pick} />;
  return (
    <Menu className="menu--msg" label={t`Действия с сообщением`} at={at} onClose={onClose} head={head || null}>
      {items.map(({ icon: Icon, label, keys, act }) => (
        <MenuItem
          key={label}
          icon={<Icon className="i" aria-hidden="true" />}
          {...(keys ? { keys } : {})}
          onChoose={then(act)}
        >
          {label}
        </MenuItem>
      ))}
      <hr />
      <MenuItem
        danger
        icon={<Trash2 className="i" aria-hidden="true" />}
        keys="Del"
        onChoose={then(() => acts.remove([message]))}
      >
        {message.seq === 0 ? t`Не отправлять` : t`Удалить`}
      </MenuItem>
    </Menu>
  );
}

/** What this person may do with this message. */
function useItems(message: ChatMessage): readonly Item[] {
  const client = useClient();
  const acts = useActs();
  const own = useHats().some((hat) => hat.id === message.sender);
  const membership = useRead((read) => read.membership(acts.actor, message.chat));
  const kind = useRead((read) => read.chat(message.chat)?.kind);
  const countable = useRead((read) => {
    const chat = read.chat(message.chat);
    return chat?.kind !== "channel" && (chat?.members_count ?? 0) <= READERS_MOST;
  });
  const sent = message.state === "sent" && !message.deleted;
  const pin = () => orToast(client.pinMessage(acts.actor, message.chat, message.seq, !message.pinned));
  const offers: readonly (Item | false)[] = [
    sent && may(membership, "POST") && { icon: Reply, label: t`Ответить`, keys: "R", act: () => acts.reply(message) },
    sent && own && !message.origin && { icon: Pencil, label: t`Изменить`, keys: "E", act: () => acts.edit(message) },
    sent && {
      icon: Forward,
      label: t`Переслать`,
      keys: "F",
      act: () => acts.show({ kind: "forward", messages: [message] }),
    },
    !message.deleted &&
      message.text !== "" && {
        icon: Copy,
        label: t`Копировать текст`,
        act: () => copyMessages(client.read, [message]),
      },
    sent &&
      filesOf(message).length > 0 && {
        icon: Download,
        label: filesOf(message).length > 1 ? t`Скачать всё` : t`Скачать`,
        act: () => download(message),
      },
    sent && { icon: Link2, label: t`Копировать ссылку`, act: () => copyMessageLink(message) },
    sent &&
      countable && {
        icon: Eye,
        label: t`Кто прочитал`,
        act: () => acts.show({ kind: "who", message, what: "readers" }),
      },
    sent &&
      (kind !== "channel" || may(membership, "MANAGE_MEMBERS")) &&
      (message.reactions?.length ?? 0) > 0 && {
        icon: SmilePlus,
        label: t`Кто отреагировал`,
        act: () => acts.show({ kind: "who", message, what: "reactions" }),
      },
    sent &&
      may(membership, "PIN") && {
        icon: message.pinned ? PinOff : Pin,
        label: message.pinned ? t`Открепить` : t`Закрепить в чате`,
        act: pin,
      },
    sent &&
      !own && {
        icon: Flag,
        label: t`Пожаловаться`,
        act: () => useReporting.getState().ask({ chat: message.chat, seqs: [message.seq] }),
      },
    sent && { icon: CircleCheck, label: t`Выбрать`, keys: "␣", act: () => acts.select(message) },
  ];
  return offers.filter((offer) => offer !== false);
}

interface QuickProps {
  mine: readonly string[];
  onAll: () => void;
  onPick: (emoji: string) => void;
}

function QuickRow({ mine, onAll, onPick }: QuickProps) {
  return (
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
      <button type="button" aria-label={t`Все эмодзи`} aria-haspopup="dialog" onClick={onAll}>
        <ChevronDown className="i dim" aria-hidden="true" />
      </button>
    </div>
  );
}
