import { t } from "@lingui/core/macro";
import { CalendarClock, IdCard, MailPlus, Pencil, UserCheck, UserMinus, UsersRound, UserX } from "lucide-react";
import { useState } from "react";
import { CopyLink } from "../../common/CopyLink";
import { useClient } from "../../common/client";
import { PeoplePicker } from "../../common/PeoplePicker";
import { useAct } from "../../common/useAct";
import type { ActorId, PostRow } from "../../core";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Menu, MenuItem, type Point } from "../../ui/Menu";
import { toast } from "../../ui/Toasts";
import { Dismiss } from "./Dismiss";
import { EditCard } from "./EditCard";
import { NameDialog } from "./NameDialog";
import { Deputy, Substitution } from "./StandIn";

type Doing = "menu" | "appoint" | "dismiss" | "leave" | "rename" | "invite" | "card" | "deputy" | "substitution";

interface PostActsProps {
  post: PostRow;
  /** Who is appointed to it and has not signed in yet: the invitation is made out to him. */
  expected: string | undefined;
  organisation: number;
  at: Point;
  onClose: () => void;
  onChanged: () => void;
}

/** For those who administer the unit: everything that is done with a post. */
export function PostActs({ post, expected, organisation, at, onClose, onChanged }: PostActsProps) {
  const client = useClient();
  const [doing, setDoing] = useState<Doing>("menu");
  const done = (words: string) => {
    toast(words);
    onChanged();
    onClose();
  };
  if (doing === "appoint") return <Appoint post={post} onClose={onClose} onDone={() => done(t`Назначение записано`)} />;
  if (doing === "dismiss" || doing === "leave") {
    const over = () => {
      onChanged();
      onClose();
    };
    const whole = doing === "leave";
    return <Dismiss post={post} organisation={organisation} whole={whole} onClose={onClose} onDone={over} />;
  }
  if (doing === "card") return <EditCard post={post} onClose={onClose} onDone={() => done(t`Карточка сохранена`)} />;
  if (doing === "deputy") return <Deputy post={post} onClose={onClose} onDone={() => done(t`Записано`)} />;
  if (doing === "substitution") {
    return <Substitution post={post} onClose={onClose} onDone={() => done(t`Замещение записано`)} />;
  }
  if (doing === "invite") return <Invite post={post.id} name={expected ?? ""} onClose={onClose} />;
  if (doing === "rename") {
    const save = async (title: string) => {
      await client.call("rename_post", { post: post.id, title });
      onChanged();
    };
    return (
      <NameDialog
        title={t`Переименовать должность`}
        label={t`Название должности`}
        act={t`Сохранить`}
        name={post.title}
        onSave={save}
        onClose={onClose}
      />
    );
  }
  // The menu closes by itself when a dialog takes its place; only a press elsewhere means "nothing".
  return (
    <Menu label={t`Действия с должностью`} at={at} onClose={onClose}>
      <MenuItem icon={<UserCheck className="i" aria-hidden="true" />} onChoose={() => setDoing("appoint")}>
        {post.holder ? t`Назначить другого` : t`Назначить`}
      </MenuItem>
      {!post.holder && (
        <MenuItem
          icon={<MailPlus className="i" aria-hidden="true" />}
          onChoose={() => setDoing("invite")}
        >{t`Пригласить на должность`}</MenuItem>
      )}
      <MenuItem
        icon={<Pencil className="i" aria-hidden="true" />}
        onChoose={() => setDoing("rename")}
      >{t`Переименовать`}</MenuItem>
      <MenuItem
        icon={<IdCard className="i" aria-hidden="true" />}
        onChoose={() => setDoing("card")}
      >{t`Карточка и контакты`}</MenuItem>
      <MenuItem
        icon={<UsersRound className="i" aria-hidden="true" />}
        onChoose={() => setDoing("deputy")}
      >{t`Заместитель`}</MenuItem>
      <MenuItem
        icon={<CalendarClock className="i" aria-hidden="true" />}
        onChoose={() => setDoing("substitution")}
      >{t`Замещение`}</MenuItem>
      {post.holder && (
        <MenuItem
          danger
          icon={<UserMinus className="i" aria-hidden="true" />}
          onChoose={() => setDoing("dismiss")}
        >{t`Освободить должность`}</MenuItem>
      )}
      {post.holder?.person && (
        <MenuItem
          danger
          icon={<UserX className="i" aria-hidden="true" />}
          onChoose={() => setDoing("leave")}
        >{t`Уволить сотрудника`}</MenuItem>
      )}
    </Menu>
  );
}

interface StepProps {
  post: PostRow;
  onClose: () => void;
  onDone: () => void;
}

function Appoint({ post, onClose, onDone }: StepProps) {
  const client = useClient();
  const { run, error } = useAct();
  const appoint = (person: ActorId) =>
    run(async () => {
      await client.call("appoint", { post: post.id, person });
      onDone();
    });
  return (
    <Dialog tall title={t`Кого назначить`} closeLabel={t`Закрыть`} onClose={onClose}>
      <p className="dim">{post.title}</p>
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
      <PeoplePicker
        single
        kind="person"
        label={t`Имя`}
        chosen={[]}
        onChange={([card]) => card && void appoint(card.id)}
      />
    </Dialog>
  );
}

function Invite({ post, name, onClose }: { post: ActorId; name: string; onClose: () => void }) {
  const client = useClient();
  const [link, setLink] = useState<string>();
  const { run, busy, error } = useAct();
  const make = () =>
    run(async () => {
      const made = await client.call("create_invitation", { post, name });
      setLink(`${location.origin}/invite#${made.code}`);
    });
  return (
    <Dialog
      title={t`Пригласить на должность`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        link ? (
          <Button onClick={onClose}>{t`Готово`}</Button>
        ) : (
          <Button look="main" data-first="" busy={busy} onClick={() => void make()}>{t`Создать приглашение`}</Button>
        )
      }
    >
      {link ? (
        <CopyLink link={link} hint={t`Передайте её лично или рабочей почтой. Второй раз ссылку не показать.`} />
      ) : (
        <p className="dim">{t`Кто примет приглашение, сразу займёт эту должность. Оно одноразовое и действует 7 дней.`}</p>
      )}
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
    </Dialog>
  );
}
