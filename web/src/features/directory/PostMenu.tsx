import { t } from "@lingui/core/macro";
import {
  Archive,
  ArchiveRestore,
  ArrowRightLeft,
  CalendarClock,
  IdCard,
  type LucideIcon,
  MailPlus,
  Pencil,
  UserCheck,
  UserMinus,
  UsersRound,
  UserX,
} from "lucide-react";
import type { PostRow } from "../../core";
import { Menu, MenuItem, type Point } from "../../ui/Menu";

export type PostAct =
  | "appoint"
  | "dismiss"
  | "leave"
  | "rename"
  | "invite"
  | "card"
  | "deputy"
  | "substitution"
  | "move"
  | "close";

interface PostMenuProps {
  post: PostRow;
  at: Point;
  onDo: (act: PostAct) => void;
  onReopen: () => void;
  onClose: () => void;
}

/** Everything that can be done with a post. The menu closes by itself when a dialog takes its place. */
export function PostMenu({ post, at, onDo, onReopen, onClose }: PostMenuProps) {
  const item = (act: PostAct, Icon: LucideIcon, words: string, danger = false) => (
    <MenuItem danger={danger} icon={<Icon className="i" aria-hidden="true" />} onChoose={() => onDo(act)}>
      {words}
    </MenuItem>
  );
  return (
    <Menu label={t`Действия с должностью`} at={at} onClose={onClose}>
      {post.closed ? (
        <>
          <MenuItem icon={<ArchiveRestore className="i" aria-hidden="true" />} onChoose={onReopen}>
            {t`Открыть снова`}
          </MenuItem>
          {item("deputy", UsersRound, t`Заместитель`)}
        </>
      ) : (
        <>
          {item("appoint", UserCheck, post.holder ? t`Назначить другого` : t`Назначить`)}
          {!post.holder && item("invite", MailPlus, t`Пригласить на должность`)}
          {item("rename", Pencil, t`Переименовать`)}
          {item("card", IdCard, t`Карточка и контакты`)}
          {item("deputy", UsersRound, t`Заместитель`)}
          {item("substitution", CalendarClock, t`Замещение`)}
          {item("move", ArrowRightLeft, t`Перенести должность`)}
          {post.holder && item("dismiss", UserMinus, t`Освободить должность`, true)}
          {post.holder?.person && item("leave", UserX, t`Уволить сотрудника`, true)}
          {item("close", Archive, t`Закрыть должность`, true)}
        </>
      )}
    </Menu>
  );
}
