import { plural, t } from "@lingui/core/macro";
import { useEffect, useSyncExternalStore } from "react";
import { useLocation } from "wouter";
import { useStage } from "../../common/client";
import { lineText } from "../../common/lines";
import { actorName, chatName } from "../../common/Who";
import type { Client, Stage } from "../../core";
import { toast } from "../../ui/Toasts";
import { keepBadge } from "./badge";
import { beep } from "./beep";
import { type Show, Watch } from "./watch";

/** Nothing to see: sounds, the number in the title, notifications of the system. */
export default function Notices() {
  const stage = useStage();
  const clients = useSyncExternalStore(stage.subscribe, () => stage.clients);
  const [, go] = useLocation();
  useEffect(() => {
    const badge = keepBadge();
    const counts = new Map<Client, number>();
    const stops = clients.map((client) => {
      const shown = { now: () => stage.shown === client, subscribe: stage.subscribe };
      const count = (unread: number) => {
        counts.set(client, unread);
        badge.set([...counts.values()].reduce((sum, one) => sum + one, 0));
      };
      const several = clients.length > 1;
      return new Watch(client, showOf(stage, client, { several, count, go }), shown).start();
    });
    return () => {
      for (const stop of stops) stop();
      badge.stop();
    };
  }, [stage, clients, go]);
  return null;
}

interface Way {
  /** Then each notification says for which account it is. */
  several: boolean;
  count: (unread: number) => void;
  go: (path: string) => void;
}

function showOf(stage: Stage, client: Client, { several, count, go }: Way): Show {
  const open = async (path: string) => {
    const { id } = client.account;
    if (stage.shown !== client && id !== undefined) (await stage.accounts()).show(id);
    go(path);
  };
  const account = () => {
    const now = client.read.session();
    return several && now.status === "signed_in" ? now.me.name : "";
  };
  const tag = (what: string) => `${client.account.id} ${what}`;
  return {
    sound: beep,
    badge: count,
    desktop: (row, message, preview) => {
      const name = chatName(client.read, row, row.actor);
      const sender = row.chat.kind === "dialog" ? "" : `${actorName(client.read.actor(message.sender))}: `;
      const shown = { ...message, key: "", text: message.text ?? "", state: "sent" as const, mine: [] };
      const body = preview ? `${sender}${lineText(client.read, shown)}` : "";
      notify(titled(preview ? name : t`Новое сообщение`, account()), body, tag(`chat ${row.id}`), () =>
        open(`/chat/${row.id}`),
      );
    },
    summary: (count) => {
      const words = plural(count, {
        one: "За тихие часы пришло # сообщение",
        few: "За тихие часы пришло # сообщения",
        many: "За тихие часы пришло # сообщений",
        other: "За тихие часы пришло # сообщения",
      });
      toast(titled(words, account()));
      notify(titled(words, account()), "", tag("quiet"), () => open("/"));
    },
  };
}

/** With several accounts each notice names the one that it is for. */
function titled(words: string, account: string): string {
  return account === "" ? words : `${words} · ${account}`;
}

function notify(title: string, body: string, tag: string, open: () => Promise<void>): void {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  try {
    const shown = new Notification(title, { body, tag, icon: "/mark-app.svg", silent: true });
    shown.onclick = () => {
      window.focus();
      void open();
      shown.close();
    };
  } catch {
    // Browsers on phones have notifications of the service worker only; the sound and the badge are there.
  }
}
