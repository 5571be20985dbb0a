import { t } from "@lingui/core/macro";
import { Ellipsis, MessageCircle, Plus } from "lucide-react";
import { useState } from "react";
import { useClient, useHats } from "../../common/client";
import type { ActorId, PostRow } from "../../core";
import { Avatar } from "../../ui/Avatar";
import { Button, IconButton } from "../../ui/Button";
import type { Point } from "../../ui/Menu";
import { NameDialog } from "./NameDialog";
import { PostActs } from "./PostActs";

interface PostsProps {
  unit: number;
  posts: readonly PostRow[];
  /** The reader administers this unit. */
  editable: boolean;
  onWrite: (post: ActorId) => void;
  onChanged: () => void;
}

export function Posts({ unit, posts, editable, onWrite, onChanged }: PostsProps) {
  const client = useClient();
  const [adding, setAdding] = useState(false);
  const [acting, setActing] = useState<{ post: PostRow; at: Point }>();
  return (
    <section className="card">
      <div className="card__head">
        <h2 className="grow">{t`Должности`}</h2>
        {editable && (
          <Button look="quiet" onClick={() => setAdding(true)}>
            <Plus className="i i--s" aria-hidden="true" />
            {t`Должность`}
          </Button>
        )}
      </div>
      {posts.length === 0 && <p className="dim">{t`Должностей пока нет`}</p>}
      <ul className="devices">
        {posts.map((post) => (
          <PostLine
            key={post.id}
            post={post}
            onWrite={() => onWrite(post.id)}
            onMenu={editable ? (at) => setActing({ post, at }) : undefined}
          />
        ))}
      </ul>
      {adding && (
        <NameDialog
          title={t`Новая должность`}
          label={t`Название должности`}
          act={t`Создать`}
          onClose={() => setAdding(false)}
          onSave={async (title) => {
            await client.call("create_post", { unit, title });
            onChanged();
          }}
        />
      )}
      {acting && (
        <PostActs
          key={acting.post.id}
          post={acting.post}
          at={acting.at}
          onClose={() => setActing(undefined)}
          onChanged={onChanged}
        />
      )}
    </section>
  );
}

interface PostLineProps {
  post: PostRow;
  onWrite: () => void;
  onMenu: ((at: Point) => void) | undefined;
}

function PostLine({ post, onWrite, onMenu }: PostLineProps) {
  const mine = useHats().some((hat) => hat.id === post.id);
  const { title } = post;
  return (
    <li className="device">
      <Avatar shape="post" name={post.holder?.name ?? ""} id={post.id} size="m" vacant={!post.holder} />
      <span className="row__body grow">
        <b>{post.holder?.name ?? t`Вакансия`}</b>
        <span className="dim">{title}</span>
      </span>
      {!mine && (
        <IconButton label={t`Написать: ${title}`} onClick={onWrite}>
          <MessageCircle className="i" aria-hidden="true" />
        </IconButton>
      )}
      {onMenu && (
        <IconButton
          label={t`Действия с должностью: ${title}`}
          onClick={(event) => onMenu({ x: event.clientX, y: event.clientY })}
        >
          <Ellipsis className="i" aria-hidden="true" />
        </IconButton>
      )}
    </li>
  );
}
