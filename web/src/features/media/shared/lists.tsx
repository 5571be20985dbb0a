import { i18n } from "@lingui/core";
import { t } from "@lingui/core/macro";
import { ExternalLink, EyeOff, MessageSquareText, Play } from "lucide-react";
import type { ReactNode } from "react";
import { useRead } from "../../../common/client";
import { dayAndTime } from "../../../common/dates";
import { useShowing } from "../../../common/media";
import { useUi } from "../../../common/state";
import { vars } from "../../../common/vars";
import { actorName } from "../../../common/Who";
import type { ChatMessage } from "../../../core";
import { IconButton } from "../../../ui/Button";
import type { Point } from "../../../ui/Menu";
import { shortName } from "../../../ui/names";
import { useMenu } from "../../../ui/useMenu";
import { labelOf } from "../Album";
import { FileRow } from "../FileRow";
import { address, clockLength } from "../measures";
import { Voice } from "../Voice";
import { linksIn, months, type Thing, thingsIn } from "./shared";

interface ListProps {
  readonly messages: readonly ChatMessage[];
  onMenu: (thing: Thing | { message: ChatMessage }, at: Point) => void;
  onJump: (seq: number) => void;
}

export function SharedMedia({ messages, onMenu }: ListProps) {
  const view = useShowing((state) => state.view);
  const things = thingsIn(messages, "media");
  return months(things).map((month) => (
    <section key={month.first} className="stack stack--tight">
      <h3 className="t1 b dim">{monthName(month.first)}</h3>
      <ul className="shared__grid">
        {month.things.map((thing) => (
          <li key={`${thing.message.seq} ${thing.file}`}>
            <Tile
              thing={thing}
              onOpen={() =>
                view({ chat: thing.message.chat, seq: thing.message.seq, file: thing.file, among: messages })
              }
              onMenu={(at) => onMenu(thing, at)}
            />
          </li>
        ))}
      </ul>
    </section>
  ));
}

function monthName(at: number): string {
  return new Intl.DateTimeFormat(i18n.locale, { month: "long", year: "numeric" }).format(at);
}

function Tile({ thing, onOpen, onMenu }: { thing: Thing; onOpen: () => void; onMenu: (at: Point) => void }) {
  const { item, file, message } = thing;
  const lowData = useUi((state) => state.lowData);
  const menu = useMenu(onMenu);
  const hidden = item.spoiler === true;
  const label = `${labelOf(item, 0, 1, message.text)}, ${dayAndTime(message.at, Date.now())}`;
  return (
    <button
      type="button"
      className="shared__tile"
      aria-label={label}
      onClick={onOpen}
      {...(item.blur ? { ref: vars({ "--blur": `url("data:image/webp;base64,${item.blur}")` }) } : {})}
      {...menu}
    >
      {!lowData && !hidden && <img src={address(file, "/thumb")} alt="" loading="lazy" draggable={false} />}
      {hidden && (
        <span className="shared__hidden">
          <EyeOff className="i" aria-hidden="true" />
        </span>
      )}
      {item.type !== "photo" && (
        <span className="pic__time t1 num">
          <Play className="i i--s" aria-hidden="true" />
          {item.duration_ms !== undefined && clockLength(item.duration_ms)}
        </span>
      )}
    </button>
  );
}

export function SharedFiles({ messages, onMenu, onJump }: ListProps) {
  return (
    <ul className="shared__list">
      {thingsIn(messages, "files").map((thing) => (
        <Line key={thing.file} message={thing.message} onJump={onJump} onMenu={(at) => onMenu(thing, at)}>
          <FileRow item={thing.item} />
        </Line>
      ))}
    </ul>
  );
}

export function SharedSounds({ messages, onMenu, onJump }: ListProps) {
  return (
    <ul className="shared__list">
      {thingsIn(messages, "sounds").map((thing) => (
        <Line key={thing.file} message={thing.message} onJump={onJump} onMenu={(at) => onMenu(thing, at)}>
          <Voice message={thing.message} item={thing.item} />
        </Line>
      ))}
    </ul>
  );
}

export function SharedLinks({ messages, onMenu, onJump }: ListProps) {
  return (
    <ul className="shared__list">
      {messages.map((message) => {
        const [first, ...others] = linksIn(message);
        if (!first) return null;
        return (
          <Line key={message.seq} message={message} onJump={onJump} onMenu={(at) => onMenu({ message }, at)}>
            {[first, ...others].map((url) => (
              <Address key={url} url={url} message={message} />
            ))}
          </Line>
        );
      })}
    </ul>
  );
}

function Address({ url, message }: { url: string; message: ChatMessage }) {
  const card = message.attachments?.find((one) => one.type === "link" && one.url === url);
  return (
    <a className="shared__link" href={url} target="_blank" rel="noopener noreferrer">
      <span className="b cut">{card?.title || new URL(url).hostname}</span>
      <span className="t1 accent cut">
        {url} <ExternalLink className="i i--s" aria-hidden="true" />
      </span>
    </a>
  );
}

interface LineProps {
  message: ChatMessage;
  onJump: (seq: number) => void;
  onMenu: (at: Point) => void;
  children: ReactNode;
}

/** A thing with who sent it and when, and the way to its message. */
function Line({ message, onJump, onMenu, children }: LineProps) {
  const name = useRead((read) => shortName(actorName(read.actor(message.sender))));
  const menu = useMenu(onMenu);
  const when = dayAndTime(message.at, Date.now());
  return (
    <li className="line" {...menu}>
      <div className="grow shared__thing">
        {children}
        <span className="t1 dimmer cut">{[name, when].filter(Boolean).join(" · ")}</span>
      </div>
      <IconButton label={t`Показать в чате: ${name}, ${when}`} onClick={() => onJump(message.seq)}>
        <MessageSquareText className="i" aria-hidden="true" />
      </IconButton>
    </li>
  );
}
