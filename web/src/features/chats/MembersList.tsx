import { t } from "@lingui/core/macro";
import { Ellipsis, UserPlus } from "lucide-react";
import { useState } from "react";
import { useActor, useMe } from "../../common/client";
import { NameCare, type NameCode, useNameCare } from "../../common/NameCare";
import { usePresence } from "../../common/presence";
import { ActorAvatar, ActorName, actorLine } from "../../common/Who";
import { type ActorId, type ChatCard, type Member, type Membership, may } from "../../core";
import { Button, IconButton } from "../../ui/Button";
import type { Point } from "../../ui/Menu";
import { RowSkeletons } from "../../ui/States";
import { useMenu } from "../../ui/useMenu";
import { AddMembers } from "./AddMembers";
import { MemberMenu } from "./MemberMenu";
import { useMembers } from "./useMembers";

interface MembersListProps {
  actor: ActorId;
  chat: ChatCard;
  membership: Membership;
  as: ActorId | undefined;
  onOpenActor: (actor: ActorId) => void;
}

export function MembersList({ actor, chat, membership, as, onOpenActor }: MembersListProps) {
  const members = useMembers(actor, chat.id, as, chat.members_count);
  const [adding, setAdding] = useState(false);
  const [menu, setMenu] = useState<{ member: Member; at: Point }>();
  const manages = may(membership, "MANAGE_MEMBERS");
  const mayRole = may(membership, "MANAGE_ROLES");
  const count = chat.members_count;
  const care = useNameCare(members.list?.map((member) => member.actor) ?? []);
  return (
    <section className="sect">
      <div className="line">
        <h3 className="grow sect__title">
          {chat.kind === "channel" ? t`Подписчики, ${count}` : t`Участники, ${count}`}
        </h3>
        {may(membership, "INVITE") && (
          <IconButton label={t`Добавить участников`} onClick={() => setAdding(true)}>
            <UserPlus className="i" aria-hidden="true" />
          </IconButton>
        )}
      </div>
      {members.error && (
        <p className="dim" role="alert">
          {members.error}
        </p>
      )}
      {!members.list && !members.error && <RowSkeletons count={4} label={t`Загружаем участников`} />}
      <ul>
        {members.list?.map((member) => (
          <MemberLine
            key={member.actor}
            member={member}
            care={care.get(member.actor)}
            onOpen={() => onOpenActor(member.actor)}
            onMenu={member.actor === actor ? undefined : (at) => setMenu({ member, at })}
          />
        ))}
      </ul>
      {members.more && <Button look="quiet" onClick={members.loadMore}>{t`Показать ещё`}</Button>}
      {adding && (
        <AddMembers
          chat={chat}
          as={as}
          known={new Set(members.list?.map((member) => member.actor))}
          onClose={() => setAdding(false)}
          onAdded={members.again}
        />
      )}
      {menu && (
        <MemberMenu
          chat={chat}
          member={menu.member}
          as={as}
          at={menu.at}
          mayRemove={manages && menu.member.role !== "owner"}
          mayRole={mayRole}
          onOpen={() => onOpenActor(menu.member.actor)}
          onClose={() => setMenu(undefined)}
          onDone={members.again}
        />
      )}
    </section>
  );
}

export function roleName(role: Member["role"]): string {
  return { owner: t`ведёт чат`, admin: t`помогает вести`, member: "" }[role];
}

interface MemberLineProps {
  member: Member;
  care: NameCode | undefined;
  onOpen: () => void;
  onMenu: ((at: Point) => void) | undefined;
}

function MemberLine({ member, care, onOpen, onMenu }: MemberLineProps) {
  const me = useMe();
  const actor = useActor(member.actor);
  const line = [actorLine(actor), roleName(member.role)].filter(Boolean).join(", ");
  // A post shows nothing: it is an office.
  const there = usePresence(actor?.kind === "person" && member.actor !== me.id ? member.actor : undefined);
  const menu = useMenu((at) => onMenu?.(at));
  return (
    <li className="line member">
      <button
        type="button"
        className="row row--dense grow"
        onClick={onOpen}
        disabled={member.actor === me.id}
        {...(onMenu ? menu : {})}
      >
        <ActorAvatar actor={actor} id={member.actor} size="m" />
        <span className="row__body">
          <ActorName actor={actor} />
          {(line || there?.online) && (
            <span className="cut t1 dimmer">
              {there?.online && <span className="accent">{t`в сети`}</span>}
              {there?.online && line && ", "}
              {line}
            </span>
          )}
          <NameCare code={care} />
        </span>
      </button>
      {onMenu && (
        <IconButton
          label={t`Действия с участником`}
          onClick={(event) => onMenu({ x: event.clientX, y: event.clientY })}
        >
          <Ellipsis className="i" aria-hidden="true" />
        </IconButton>
      )}
    </li>
  );
}
