import { t } from "@lingui/core/macro";
import { MessageCircle, ShieldMinus, ShieldPlus, UserMinus } from "lucide-react";
import { useActor, useClient } from "../../common/client";
import { errorText } from "../../common/trouble";
import { actorName } from "../../common/Who";
import type { ActorId, ChatCard, Member } from "../../core";
import { Menu, MenuItem, type Point } from "../../ui/Menu";
import { shortName } from "../../ui/names";
import { toast } from "../../ui/Toasts";

interface MemberMenuProps {
  chat: ChatCard;
  member: Member;
  as: ActorId | undefined;
  at: Point;
  mayRemove: boolean;
  mayRole: boolean;
  onOpen: () => void;
  onClose: () => void;
  onDone: () => void;
}

export function MemberMenu({ chat, member, as, at, mayRemove, mayRole, onOpen, onClose, onDone }: MemberMenuProps) {
  const client = useClient();
  const name = shortName(actorName(useActor(member.actor)));
  const own = as === undefined ? {} : { as };
  const act = (work: () => Promise<unknown>, words: string) => () => {
    onClose();
    work().then(
      () => {
        toast(words);
        onDone();
      },
      (thrown: unknown) => toast(errorText(thrown)),
    );
  };
  const setRole = (role: "admin" | "member") => () =>
    client.call("set_role", { chat: chat.id, actor: member.actor, role, ...own });
  return (
    <Menu label={t`Действия с участником`} at={at} onClose={onClose}>
      <MenuItem
        icon={<MessageCircle className="i" aria-hidden="true" />}
        onChoose={() => {
          onClose();
          onOpen();
        }}
      >
        {t`Написать`}
      </MenuItem>
      {mayRole && member.role === "member" && (
        <MenuItem
          icon={<ShieldPlus className="i" aria-hidden="true" />}
          onChoose={act(setRole("admin"), t`${name} помогает вести чат`)}
        >
          {t`Дать вести чат`}
        </MenuItem>
      )}
      {mayRole && member.role === "admin" && (
        <MenuItem
          icon={<ShieldMinus className="i" aria-hidden="true" />}
          onChoose={act(setRole("member"), t`${name}: обычный участник`)}
        >
          {t`Сделать обычным участником`}
        </MenuItem>
      )}
      {mayRemove && (
        <MenuItem
          danger
          icon={<UserMinus className="i" aria-hidden="true" />}
          onChoose={act(
            () => client.call("remove_member", { chat: chat.id, actor: member.actor, ...own }),
            t`${name} больше не в чате`,
          )}
        >
          {t`Убрать из чата`}
        </MenuItem>
      )}
    </Menu>
  );
}
