import { i18n } from "@lingui/core";
import { t } from "@lingui/core/macro";
import { type FormEvent, Suspense, useState } from "react";
import { useActor, useClient } from "../../../common/client";
import { useMediaViews } from "../../../common/media";
import { useAct } from "../../../common/useAct";
import { useAsk } from "../../../common/useAsk";
import { ActorAvatar } from "../../../common/Who";
import type { Profile as Person } from "../../../core";
import { Avatar } from "../../../ui/Avatar";
import { Button } from "../../../ui/Button";
import { Field, TextArea } from "../../../ui/Field";
import { RowSkeletons } from "../../../ui/States";
import { toast } from "../../../ui/Toasts";

/** What others see about me, and the posts I hold. */
export function Profile() {
  const client = useClient();
  const { value, error } = useAsk(`me ${i18n.locale}`, () => client.call("me", {}));
  if (error) return <p className="field__error">{error}</p>;
  if (!value) return <RowSkeletons count={3} label={t`Загружаем профиль`} />;
  return (
    <>
      <ProfileForm person={value} />
      <section className="card">
        <div className="card__head">
          <h2>{t`Мои должности`}</h2>
        </div>
        {value.posts.length === 0 && (
          <p className="dim">{t`Должностей пока нет. Назначает администратор организации.`}</p>
        )}
        <ul className="stack">
          {value.posts.map((post) => (
            <li key={post.id} className="line">
              <Avatar shape="post" name={value.name} id={post.id} size="m" />
              <span className="row__body">
                <b>{post.title}</b>
                <span className="t1 dimmer">{[post.unit, post.organisation].filter(Boolean).join(", ")}</span>
              </span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function ProfileForm({ person }: { person: Person }) {
  const client = useClient();
  const { PhotoButton } = useMediaViews();
  const card = useActor(person.id);
  const [name, setName] = useState(person.name);
  const [about, setAbout] = useState(person.about);
  const { run, busy, error } = useAct();
  const changed = name.trim() !== person.name || about.trim() !== person.about;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      await client.call("update_profile", { name: name.trim(), about: about.trim() });
      toast(t`Профиль сохранён`);
    });
  };
  return (
    <section className="card">
      <div className="line profile__head">
        <ActorAvatar actor={card ?? { ...person, kind: "person" }} id={person.id} size="xl" />
        <div className="stack stack--tight">
          <h2 className="t4">{person.name}</h2>
          <span className="dim">{person.login}</span>
          <Suspense>
            <PhotoButton target={{ actor: person.id, has: card?.photo !== undefined }} />
          </Suspense>
        </div>
      </div>
      <form className="stack form" onSubmit={submit}>
        <Field
          label={t`Имя`}
          value={name}
          maxLength={80}
          required
          error={error}
          onChange={(event) => setName(event.target.value)}
        />
        <TextArea
          label={t`О себе`}
          hint={t`Видят те, кто с вами переписывается`}
          value={about}
          maxLength={300}
          onChange={(event) => setAbout(event.target.value)}
        />
        <div className="line">
          <Button
            look="main"
            type="submit"
            busy={busy}
            disabled={!changed || name.trim() === ""}
          >{t`Сохранить`}</Button>
        </div>
      </form>
    </section>
  );
}
