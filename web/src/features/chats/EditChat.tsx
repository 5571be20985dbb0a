import { t } from "@lingui/core/macro";
import { type FormEvent, Suspense, useId, useState } from "react";
import { useClient, useMe } from "../../common/client";
import { useMediaViews } from "../../common/media";
import { waiting } from "../../common/trouble";
import { useAct } from "../../common/useAct";
import { ChatAvatar } from "../../common/Who";
import type { ActorId, ChatRow } from "../../core";
import { Button } from "../../ui/Button";
import { Check } from "../../ui/Check";
import { Dialog } from "../../ui/Dialog";
import { Field, TextArea } from "../../ui/Field";

/** Seconds between two messages of a member. */
const PAUSES = [0, 10, 30, 60, 300, 900, 3600];

export function EditChat({ row, actor, onClose }: { row: ChatRow; actor: ActorId; onClose: () => void }) {
  const client = useClient();
  const me = useMe();
  const { PhotoButton } = useMediaViews();
  const form = useId();
  const [title, setTitle] = useState(row.chat.title);
  const [about, setAbout] = useState(row.chat.about);
  const [topics, setTopics] = useState(row.chat.topics ?? false);
  const [slow, setSlow] = useState(row.chat.slow_mode ?? 0);
  const [comments, setComments] = useState(row.chat.comments ?? false);
  const channel = row.chat.kind === "channel";
  const { run, busy, error } = useAct();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      const rest = channel ? { comments } : { topics, slow_mode: slow };
      const as = actor === me.id ? {} : { as: actor };
      await client.call("update_chat", { chat: row.id, title: title.trim(), about: about.trim(), ...rest, ...as });
      onClose();
    });
  };
  return (
    <Dialog
      title={row.chat.kind === "channel" ? t`Изменить канал` : t`Изменить группу`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose}>{t`Не изменять`}</Button>
          <Button
            look="main"
            type="submit"
            form={form}
            busy={busy}
            disabled={title.trim() === ""}
          >{t`Сохранить`}</Button>
        </>
      }
    >
      <div className="line wrap profile__head">
        <ChatAvatar chat={row.chat} actor={actor} size="xl" />
        <Suspense>
          <PhotoButton
            target={{
              actor,
              chat: row.id,
              as: actor === me.id ? {} : { as: actor },
              has: row.chat.photo !== undefined,
            }}
          />
        </Suspense>
      </div>
      <form id={form} className="stack form" onSubmit={submit}>
        <Field
          label={t`Название`}
          value={title}
          maxLength={200}
          required
          data-first=""
          error={error}
          onChange={(event) => setTitle(event.target.value)}
        />
        <TextArea
          label={t`Описание`}
          value={about}
          maxLength={1000}
          onChange={(event) => setAbout(event.target.value)}
        />
        {channel ? (
          <Check
            label={t`Комментарии под записями`}
            hint={t`Обсуждать записи смогут все подписчики.`}
            checked={comments}
            onChange={setComments}
          />
        ) : (
          <>
            <Check
              label={t`Темы`}
              hint={t`Разговоры о разном идут отдельно, каждый в своей теме.`}
              checked={topics}
              onChange={setTopics}
            />
            <label className="field">
              <span>{t`Медленный режим`}</span>
              <select className="input" value={slow} onChange={(event) => setSlow(Number(event.target.value))}>
                {PAUSES.map((seconds) => (
                  <option key={seconds} value={seconds}>
                    {seconds === 0 ? t`Выключен` : t`Одно сообщение в ${waiting(seconds)}`}
                  </option>
                ))}
              </select>
              <span className="field__hint">{t`Ведущих чата не касается.`}</span>
            </label>
          </>
        )}
      </form>
    </Dialog>
  );
}
