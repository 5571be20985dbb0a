import "../../ui/styles/directory.css";
import { t } from "@lingui/core/macro";
import { Ellipsis, MessageCircle, Plus, UserMinus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useClient, useHats } from "../../common/client";
import { useAsk } from "../../common/useAsk";
import type { ActorId, PostRow } from "../../core";
import { Avatar } from "../../ui/Avatar";
import { Button, IconButton } from "../../ui/Button";
import type { Point } from "../../ui/Menu";
import { Tag } from "../../ui/States";
import { DismissMany } from "./Dismiss";
import { NameDialog } from "./NameDialog";
import { PostActs } from "./PostActs";
import { PostCard } from "./PostCard";

interface PostsProps {
  unit: number;
  organisation: number;
  posts: readonly PostRow[];
  /** The reader administers this unit. */
  editable: boolean;
  /** Whether a post is there now, if it shows that. */
  presence: (post: ActorId) => ReactNode;
  onWrite: (post: ActorId) => void;
  onChanged: () => void;
}

export function Posts({ unit, organisation, posts, editable, presence, onWrite, onChanged }: PostsProps) {
  const client = useClient();
  const expected = useExpected(unit, posts);
  const [adding, setAdding] = useState(false);
  const [many, setMany] = useState(false);
  const [shown, setShown] = useState<ActorId>();
  const [acting, setActing] = useState<{ post: PostRow; at: Point }>();
  return (
    <section className="card">
      <div className="card__head">
        <h2 className="grow">{t`Должности`}</h2>
        {editable && posts.filter((post) => post.holder).length > 1 && (
          <IconButton label={t`Освободить несколько должностей`} onClick={() => setMany(true)}>
            <UserMinus className="i" aria-hidden="true" />
          </IconButton>
        )}
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
            expected={expected.get(post.id)}
            onShow={() => setShown(post.id)}
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
      {many && (
        <DismissMany
          posts={posts}
          onClose={() => setMany(false)}
          onDone={() => {
            setMany(false);
            onChanged();
          }}
        />
      )}
      {shown && (
        <PostCard
          post={shown}
          presence={presence(shown)}
          onWrite={() => onWrite(shown)}
          onChanged={onChanged}
          onClose={() => setShown(undefined)}
        />
      )}
      {acting && (
        <PostActs
          key={acting.post.id}
          post={acting.post}
          expected={expected.get(acting.post.id)}
          unit={unit}
          organisation={organisation}
          at={acting.at}
          onClose={() => setActing(undefined)}
          onChanged={onChanged}
        />
      )}
    </section>
  );
}

/** Who is appointed to a vacant post and has not signed in yet, by the post. */
function useExpected(unit: number, posts: readonly PostRow[]): ReadonlyMap<number, string> {
  const client = useClient();
  const vacant = posts.filter((post) => !post.holder && !post.closed).map((post) => post.id);
  const { value } = useAsk(`expected ${unit} ${vacant.join()}`, async () =>
    vacant.length > 0 ? client.call("list_expected", { unit }) : { expected: [] },
  );
  return new Map(value?.expected.map((one) => [one.post, one.name]) ?? []);
}

interface PostLineProps {
  post: PostRow;
  /** The name of whoever is appointed to it and has not signed in yet. */
  expected: string | undefined;
  onShow: () => void;
  onWrite: () => void;
  onMenu: ((at: Point) => void) | undefined;
}

function PostLine({ post, expected, onShow, onWrite, onMenu }: PostLineProps) {
  const mine = useHats().some((hat) => hat.id === post.id);
  const { title } = post;
  const acting = post.acting?.join(", ");
  return (
    <li className="device">
      <Avatar shape="post" name={post.holder?.name ?? ""} id={post.id} size="m" vacant={!post.holder} />
      <button type="button" className="row__body grow device__open" onClick={onShow}>
        <span className="line wrap">
          <b>{post.holder?.name ?? expected ?? (post.closed ? title : t`Вакансия`)}</b>
          {post.head && <Tag look="accent">{t`руководитель`}</Tag>}
          {post.closed && <Tag>{t`закрыта`}</Tag>}
        </span>
        {!post.closed && (
          <span className="dim">{expected && !post.holder ? t`${title}, ещё не вошёл(ла)` : title}</span>
        )}
        {acting && <span className="t1 accent">{t`Замещает: ${acting}`}</span>}
        <span className="vh">{t`Карточка: ${title}`}</span>
      </button>
      {!mine && !post.closed && (
        <span className={onMenu ? "post__write" : ""}>
          <IconButton label={t`Написать: ${title}`} onClick={onWrite}>
            <MessageCircle className="i" aria-hidden="true" />
          </IconButton>
        </span>
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
