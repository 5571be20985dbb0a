import { t } from "@lingui/core/macro";
import { type FormEvent, useId, useState } from "react";
import { useClient, useMe } from "../../../common/client";
import { useAct } from "../../../common/useAct";
import type { ActorId, ChatId } from "../../../core";
import { Button } from "../../../ui/Button";
import { Check } from "../../../ui/Check";
import { Dialog } from "../../../ui/Dialog";
import { Field } from "../../../ui/Field";
import type { Topic } from "./TopicsPane";

interface TopicDialogProps {
  actor: ActorId;
  chat: ChatId;
  /** Absent: a new one. */
  topic: Topic | undefined;
  onClose: () => void;
  onDone: () => void;
}

export function TopicDialog({ actor, chat, topic, onClose, onDone }: TopicDialogProps) {
  const client = useClient();
  const me = useMe();
  const form = useId();
  const [title, setTitle] = useState(topic?.title ?? "");
  const [emoji, setEmoji] = useState(topic?.emoji ?? "");
  const [closed, setClosed] = useState(topic?.closed ?? false);
  const { run, busy, error } = useAct();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const as = actor === me.id ? {} : { as: actor };
    const fields = { chat, title: title.trim(), emoji: emoji.trim(), ...as };
    void run(async () => {
      if (topic) await client.call("edit_topic", { ...fields, topic: topic.id, closed });
      else await client.call("create_topic", fields);
      onDone();
    });
  };
  return (
    <Dialog
      title={topic ? t`Изменить тему` : t`Новая тема`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose}>{t`Не надо`}</Button>
          <Button look="main" type="submit" form={form} busy={busy} disabled={title.trim() === ""}>
            {topic ? t`Сохранить` : t`Создать тему`}
          </Button>
        </>
      }
    >
      <form id={form} className="stack form" onSubmit={submit}>
        <Field
          label={t`Название`}
          value={title}
          maxLength={100}
          data-first=""
          error={error}
          onChange={(event) => setTitle(event.target.value)}
        />
        <Field
          label={t`Эмодзи`}
          hint={t`Можно не заполнять`}
          value={emoji}
          maxLength={8}
          onChange={(event) => setEmoji(event.target.value)}
        />
        {topic && (
          <Check label={t`Тема закрыта`} hint={t`Читать можно, писать нельзя.`} checked={closed} onChange={setClosed} />
        )}
      </form>
    </Dialog>
  );
}
