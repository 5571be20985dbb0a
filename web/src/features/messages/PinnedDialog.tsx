import { t } from "@lingui/core/macro";
import { Copy, Link2, MessageSquareText, PinOff } from "lucide-react";
import { useState } from "react";
import { useClient, useRead } from "../../common/client";
import { dayAndTime } from "../../common/dates";
import { lineText } from "../../common/lines";
import { orToast } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import { actorName } from "../../common/Who";
import { type Answer, type ChatMessage, may } from "../../core";
import { IconButton } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Menu, MenuItem, type Point } from "../../ui/Menu";
import { shortName } from "../../ui/names";
import { RowSkeletons } from "../../ui/States";
import { useMenu } from "../../ui/useMenu";
import { useActs } from "./acts";
import { copyMessageLink, copyMessages } from "./copy";

type Pinned = Answer<"list_pinned">["messages"][number];

/** Everything that is pinned in the chat, newest first. */
export default function PinnedDialog({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const { actor, chat, jump } = useActs();
  const { value, error, again } = useAsk(`all pinned ${chat}`, () => client.call("list_pinned", { chat }));
  const mayPin = useRead((read) => may(read.membership(actor, chat), "PIN"));
  const [menu, setMenu] = useState<{ message: ChatMessage; at: Point }>();
  const open = (seq: number) => {
    onClose();
    jump(seq);
  };
  const unpin = (seq: number) => orToast(client.pinMessage(actor, chat, seq, false).then(again));
  const list = [...(value?.messages ?? [])].sort((a, b) => b.seq - a.seq);
  return (
    <Dialog tall title={t`Закреплённые сообщения`} closeLabel={t`Закрыть`} onClose={onClose}>
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
      {!value && !error && <RowSkeletons count={3} label={t`Загружаем список`} />}
      {value && list.length === 0 && <p className="dim">{t`Ничего не закреплено.`}</p>}
      <ul className="picks">
        {list.map((message) => (
          <li key={message.seq} className="line">
            <Row
              message={message}
              onOpen={() => open(message.seq)}
              onMenu={(whole, at) => setMenu({ message: whole, at })}
            />
            {mayPin && (
              <IconButton label={t`Открепить`} onClick={() => unpin(message.seq)}>
                <PinOff className="i" aria-hidden="true" />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {menu && (
        <PinnedMenu
          message={menu.message}
          at={menu.at}
          onClose={() => setMenu(undefined)}
          onOpen={() => open(menu.message.seq)}
          onUnpin={mayPin ? () => unpin(menu.message.seq) : undefined}
        />
      )}
    </Dialog>
  );
}

interface RowProps {
  message: Pinned;
  onOpen: () => void;
  onMenu: (message: ChatMessage, at: Point) => void;
}

function Row({ message, onOpen, onMenu }: RowProps) {
  const name = useRead((read) => shortName(actorName(read.actor(message.sender))));
  const whole: ChatMessage = { key: "", text: "", state: "sent", mine: [], ...message };
  const line = useRead((read) => lineText(read, whole));
  const menu = useMenu((at) => onMenu(whole, at));
  return (
    <button type="button" className="row row--dense grow" onClick={onOpen} {...menu}>
      <span className="row__body">
        <span className="cut b t1">
          {name || "…"} · {dayAndTime(message.at, Date.now())}
        </span>
        <span className="cut">{line}</span>
      </span>
    </button>
  );
}

interface PinnedMenuProps {
  message: ChatMessage;
  at: Point;
  onClose: () => void;
  onOpen: () => void;
  onUnpin: (() => void) | undefined;
}

function PinnedMenu({ message, at, onClose, onOpen, onUnpin }: PinnedMenuProps) {
  const client = useClient();
  const then = (act: () => void) => () => {
    onClose();
    act();
  };
  return (
    <Menu label={t`Действия с сообщением`} at={at} onClose={onClose}>
      <MenuItem icon={<MessageSquareText className="i" aria-hidden="true" />} onChoose={then(onOpen)}>
        {t`Показать в чате`}
      </MenuItem>
      {message.text !== "" && (
        <MenuItem
          icon={<Copy className="i" aria-hidden="true" />}
          onChoose={then(() => copyMessages(client.read, [message]))}
        >
          {t`Копировать текст`}
        </MenuItem>
      )}
      <MenuItem icon={<Link2 className="i" aria-hidden="true" />} onChoose={then(() => copyMessageLink(message))}>
        {t`Копировать ссылку`}
      </MenuItem>
      {onUnpin && (
        <MenuItem icon={<PinOff className="i" aria-hidden="true" />} onChoose={then(onUnpin)}>
          {t`Открепить`}
        </MenuItem>
      )}
    </Menu>
  );
}
