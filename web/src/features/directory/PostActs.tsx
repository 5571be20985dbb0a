import { t } from "@lingui/core/macro";
import { useState } from "react";
import { CopyLink } from "../../common/CopyLink";
import { useClient } from "../../common/client";
import { PeoplePicker } from "../../common/PeoplePicker";
import { orToast, useAct } from "../../common/useAct";
import type { ActorId, PostRow } from "../../core";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import type { Point } from "../../ui/Menu";
import { toast } from "../../ui/Toasts";
import { Dismiss } from "./Dismiss";
import { EditCard } from "./EditCard";
import { NameDialog } from "./NameDialog";
import { ClosePost, MovePost } from "./PlacePost";
import { type PostAct, PostMenu } from "./PostMenu";
import { Deputy, Substitution } from "./StandIn";

interface PostActsProps {
  post: PostRow;
  /** Who is appointed to it and has not signed in yet: the invitation is made out to him. */
  expected: string | undefined;
  unit: number;
  organisation: number;
  at: Point;
  onClose: () => void;
  onChanged: () => void;
}

/** For those who administer the unit: everything that is done with a post. */
export function PostActs({ post, expected, unit, organisation, at, onClose, onChanged }: PostActsProps) {
  const client = useClient();
  const [doing, setDoing] = useState<PostAct>();
  const over = () => {
    onChanged();
    onClose();
  };
  const done = (words: string) => {
    toast(words);
    over();
  };
  if (doing === "appoint") return <Appoint post={post} onClose={onClose} onDone={() => done(t`Назначение записано`)} />;
  if (doing === "dismiss" || doing === "leave") {
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
  if (doing === "move") {
    return <MovePost {...{ post, unit, organisation, onClose, onChanged }} onDone={over} />;
  }
  if (doing === "close") {
    return <ClosePost {...{ post, onClose, onChanged }} onDone={over} />;
  }
  const reopen = () => {
    orToast(client.call("reopen_post", { post: post.id }).then(() => done(t`Должность снова открыта`)));
  };
  return <PostMenu post={post} at={at} onDo={setDoing} onReopen={reopen} onClose={onClose} />;
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
