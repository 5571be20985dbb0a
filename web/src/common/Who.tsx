import { t } from "@lingui/core/macro";
import { Bookmark } from "lucide-react";
import { type Actor, asShown, type ChatCard, type Reader } from "../core";
import { Avatar } from "../ui/Avatar";
import { Tag } from "../ui/States";
import { useMe, useRead } from "./client";

/** The name to show: of a vacant post the word, of an unknown actor nothing yet. */
export function actorName(actor: Actor | undefined): string {
  if (!actor) return "";
  if (actor.kind === "post" && (actor.vacant || !actor.name)) return t`Вакансия`;
  return actor.name;
}

/** What stands under the name: the post. That a bot is one says the tag beside its name. */
export function actorLine(actor: Actor | undefined): string {
  return actor?.title ?? "";
}

/** The small square picture of a person or a chat. */
export function photoUrl(photo: number | undefined): string | undefined {
  return photo === undefined ? undefined : asShown(`/media/files/${photo}/thumb`);
}

export function ActorAvatar({
  actor,
  id,
  size,
}: {
  actor: Actor | undefined;
  id: number;
  size?: "s" | "m" | "l" | "xl";
}) {
  const post = actor?.kind === "post";
  return (
    <Avatar
      shape={actor?.kind ?? "person"}
      name={actorName(actor)}
      id={id}
      {...(size ? { size } : {})}
      vacant={post && (actor.vacant ?? !actor.name)}
      picture={photoUrl(actor?.photo)}
    />
  );
}

/** A name with what must never be cut off: the tag of a bot. */
export function ActorName({ actor }: { actor: Actor | undefined }) {
  return (
    <span className="name">
      <span className="cut">{actorName(actor) || "…"}</span>
      {actor?.kind === "bot" && <Tag>{t`бот`}</Tag>}
    </span>
  );
}

interface SeenChat {
  chat: ChatCard;
  peer?: number | undefined;
}

/** How a chat is called for one who looks at it: a dialog bears the partner's name. */
export function chatName(read: Reader, { chat, peer }: SeenChat, me: number): string {
  if (chat.kind !== "dialog") return chat.title;
  if (peer === undefined || peer === me) return t`Избранное`;
  return actorName(read.actor(peer));
}

export function useChatName(seen: SeenChat, actor: number): string {
  return useRead((read) => chatName(read, seen, actor));
}

export function ChatAvatar({ chat, peer, actor, size }: SeenChat & { actor: number; size?: "s" | "m" | "l" | "xl" }) {
  const me = useMe();
  const card = useRead((read) => (peer === undefined ? undefined : read.actor(peer)));
  const measure = size ? { size } : {};
  if (chat.kind !== "dialog") {
    return (
      <Avatar
        shape={chat.kind}
        name={chat.title}
        id={chat.id}
        picture={photoUrl(chat.photo)}
        sealed={chat.seal === "valid"}
        {...measure}
      />
    );
  }
  if (peer === undefined || peer === actor || peer === me.id) {
    return <Avatar shape="saved" name="" id={chat.id} {...measure} icon={<Bookmark className="i" />} />;
  }
  return <ActorAvatar actor={card} id={peer} {...measure} />;
}
