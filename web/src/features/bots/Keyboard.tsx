import "../../ui/styles/bots.css";
import { t } from "@lingui/core/macro";
import { AppWindow, Copy, ExternalLink, LoaderCircle, MapPin, MessagesSquare, Phone } from "lucide-react";
import { useState } from "react";
import { openApp } from "../../common/apps";
import { useClient } from "../../common/client";
import { openLink, placeOf } from "../../common/deepLinks";
import type { KeyboardProps } from "../../common/media";
import { orToast } from "../../common/useAct";
import type { KeyboardButton } from "../../core";
import { toast } from "../../ui/Toasts";
import { ContactDialog } from "./ContactDialog";
import { gather } from "./gather";
import { PlaceQuestion } from "./PlaceQuestion";
import { sendPlace } from "./place";
import { usePressing } from "./usePressing";

type Asking = "place" | "contact" | null;

/** The buttons under a message of a bot, in the rows that it asked for. */
export default function Keyboard({ message, rows, actor }: KeyboardProps) {
  const [asking, setAsking] = useState<Asking>(null);
  const press = usePress({ message, rows, actor }, setAsking);
  const off = message.state !== "sent";
  return (
    <fieldset className="keys" aria-label={t`Кнопки бота`}>
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a button has no other name than its place
        <div className="keys__row" key={at}>
          {row.map((button, place) => {
            const key = `${at}.${place}`;
            const waits = press.waiting === key;
            return <Key key={key} button={button} waits={waits} off={off} onPress={() => press.press(key, button)} />;
          })}
        </div>
      ))}
      {asking === "place" && (
        <PlaceQuestion
          onClose={() => setAsking(null)}
          onAgreed={() => {
            setAsking(null);
            press.place();
          }}
        />
      )}
      {asking === "contact" && <ContactDialog message={message} actor={actor} onClose={() => setAsking(null)} />}
    </fieldset>
  );
}

interface KeyProps {
  button: KeyboardButton;
  waits: boolean;
  off: boolean;
  onPress: () => void;
}

function Key({ button, waits, off, onPress }: KeyProps) {
  const inside = (
    <>
      <span className="key__text">{button.text}</span>
      {waits ? <LoaderCircle className="i i--s key__mark key__mark--waits" aria-hidden="true" /> : mark(button)}
    </>
  );
  if (button.type === "link" && button.url && placeOf(button.url, location.origin) === undefined) {
    return (
      <a className="key" href={button.url} title={button.url} target="_blank" rel="noopener noreferrer">
        {inside}
      </a>
    );
  }
  return (
    <button type="button" className="key" disabled={off} aria-busy={waits} title={hint(button)} onClick={onPress}>
      {inside}
    </button>
  );
}

/** What a button does besides telling the bot stands in its corner. */
function mark({ type }: KeyboardButton) {
  const name = "i i--s key__mark";
  switch (type) {
    case "link":
      return <ExternalLink className={name} aria-hidden="true" />;
    case "request_contact":
      return <Phone className={name} aria-hidden="true" />;
    case "request_geo_location":
      return <MapPin className={name} aria-hidden="true" />;
    case "open_app":
      return <AppWindow className={name} aria-hidden="true" />;
    case "chat":
      return <MessagesSquare className={name} aria-hidden="true" />;
    case "clipboard":
      return <Copy className={name} aria-hidden="true" />;
    default:
      return null;
  }
}

function hint({ type, url, text }: KeyboardButton): string {
  switch (type) {
    case "link":
      return url ?? "";
    case "request_contact":
      return t`Бот просит номер телефона`;
    case "request_geo_location":
      return t`Бот просит сказать, где вы`;
    case "open_app":
      return t`Откроется мини-приложение`;
    case "clipboard":
      return t`Текст попадёт в буфер обмена`;
    case "chat":
      return t`Откроется чат`;
    case "message":
      return t`Вы напишете: ${text}`;
    default:
      return text;
  }
}

/** What becomes of a press. */
function usePress({ message, actor }: KeyboardProps, ask: (asking: Asking) => void) {
  const client = useClient();
  const pressing = usePressing(message);
  const place = () => orToast(sendPlace(client, actor, message.chat));
  const press = (key: string, button: KeyboardButton) => {
    if (pressing.waiting) return;
    switch (button.type) {
      case "callback":
        orToast(pressing.press(key, button.payload ?? "", actor));
        break;
      case "message":
        client.sendMessage(actor, message.chat, { text: button.text });
        break;
      case "clipboard":
        orToast(navigator.clipboard.writeText(button.payload ?? "").then(() => toast(t`Скопировано`)));
        break;
      case "open_app":
        open(button);
        break;
      case "link":
        openLink(button.url ?? "");
        break;
      case "request_contact":
        ask("contact");
        break;
      case "request_geo_location":
        if (button.quick) place();
        else ask("place");
        break;
      case "chat":
        orToast(gather(client, { chat: message.chat, seq: message.seq, key, as: actor }));
        break;
    }
  };
  const open = ({ app, bot, payload }: KeyboardButton) => {
    const more = { chat: message.chat, ...(payload ? { payload } : {}) };
    if (bot !== undefined) openApp({ bot }, more);
    else if (app?.includes("/")) openLink(app);
    else openApp(app ? { username: app.replace(/^@/, "") } : { bot: message.sender }, more);
  };
  return { press, place, waiting: pressing.waiting };
}
