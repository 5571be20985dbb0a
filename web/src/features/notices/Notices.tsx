import { plural, t } from "@lingui/core/macro";
import { useEffect } from "react";
import { useLocation } from "wouter";
import { useClient } from "../../common/client";
import { lineText } from "../../common/lines";
import { actorName, chatName } from "../../common/Who";
import { toast } from "../../ui/Toasts";
import { keepBadge } from "./badge";
import { beep } from "./beep";
import { type Show, Watch } from "./watch";

/** Nothing to see: sounds, the number in the title, notifications of the system. */
export default function Notices() {
  const client = useClient();
  const [, go] = useLocation();
  useEffect(() => {
    const badge = keepBadge();
    const show: Show = {
      sound: beep,
      badge: badge.set,
      desktop: (row, message, preview) => {
        const name = chatName(client.read, row, row.actor);
        const sender = row.chat.kind === "dialog" ? "" : `${actorName(client.read.actor(message.sender))}: `;
        const shown = { ...message, key: "", text: message.text ?? "", state: "sent" as const, mine: [] };
        const body = preview ? `${sender}${lineText(client.read, shown)}` : "";
        notify(preview ? name : t`Новое сообщение`, body, `chat ${row.id}`, () => go(`/chat/${row.id}`));
      },
      summary: (count) => {
        const words = plural(count, {
          one: "За тихие часы пришло # сообщение",
          few: "За тихие часы пришло # сообщения",
          many: "За тихие часы пришло # сообщений",
          other: "За тихие часы пришло # сообщения",
        });
        toast(words);
        notify(words, "", "quiet", () => go("/"));
      },
    };
    const stop = new Watch(client, show).start();
    return () => {
      stop();
      badge.stop();
    };
  }, [client, go]);
  return null;
}

function notify(title: string, body: string, tag: string, open: () => void): void {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  try {
    const shown = new Notification(title, { body, tag, icon: "/mark-app.svg", silent: true });
    shown.onclick = () => {
      window.focus();
      open();
      shown.close();
    };
  } catch {
    // Browsers on phones have notifications of the service worker only; the sound and the badge are there.
  }
}
