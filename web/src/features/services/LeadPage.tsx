import { t } from "@lingui/core/macro";
import { CircleX } from "lucide-react";
import { useEffect } from "react";
import { Link, useLocation } from "wouter";
import { useClient, useMe } from "../../common/client";
import { useAsk } from "../../common/useAsk";
import type { Client } from "../../core";
import { Empty, RowSkeletons } from "../../ui/States";
import { readPost, seqFrom } from "./postLink";

type Lead = { user: number; chat?: never; post?: never } | { user?: never; chat: number; post: string };

/** Where links to a person (`/user/7`) and to a message (`/c/-7/AZ0…`) lead: on to the chat. */
export default function LeadPage(lead: Lead) {
  const client = useClient();
  const me = useMe();
  const [, go] = useLocation();
  const { value, error } = useAsk(`lead ${lead.user} ${lead.chat} ${lead.post}`, () =>
    lead.user === undefined
      ? messagePlace(client, lead.chat, lead.post)
      : client.openDialog(me.id, lead.user).then((chat) => `/chat/${chat}`),
  );
  useEffect(() => {
    if (value) go(value, { replace: true });
  }, [value, go]);
  if (!error && value !== "") return <RowSkeletons count={2} label={t`Открываем ссылку`} />;
  return (
    <section className="card">
      <Empty
        danger
        icon={<CircleX className="i i--l" aria-hidden="true" />}
        title={t`Ссылка не открылась`}
        acts={<Link className="btn" href="/">{t`К списку чатов`}</Link>}
      >
        <p>{error ?? t`Такого сообщения нет, или оно не для вас.`}</p>
      </Empty>
    </section>
  );
}

/** The address of the message that a bot's link names; empty where there is none. */
async function messagePlace(client: Client, chat: number, post: string): Promise<string> {
  const place = readPost(post);
  if (!place || !Number.isSafeInteger(chat)) return "";
  const id = Math.abs(chat);
  const { messages } = await client.call("history", { chat: id, at: place.at, limit: 1 });
  const first = messages.find((message) => message.at >= place.at);
  return first ? `/chat/${id}/${seqFrom(first.seq, place.low)}` : "";
}
