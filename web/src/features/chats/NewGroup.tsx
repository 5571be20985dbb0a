import { plural, t } from "@lingui/core/macro";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { useActor, useClient, useHat } from "../../common/client";
import { PeoplePicker } from "../../common/PeoplePicker";
import { useAct } from "../../common/useAct";
import type { Actor, ChatId, ChatMode } from "../../core";
import { Button } from "../../ui/Button";
import { Check } from "../../ui/Check";
import { Dialog } from "../../ui/Dialog";
import { Field, TextArea } from "../../ui/Field";
import { modeName } from "./modes";
import { modeText } from "./modeText";

interface NewGroupProps {
  kind: "group" | "channel";
  policy?: ReactNode;
  onBack: () => void;
  onClose: () => void;
  onMade: (chat: ChatId) => void;
}

const MODES: readonly ChatMode[] = ["ordinary", "official", "public"];

/** Name, what it is about, the mode that will never change, and the first members. */
export function NewGroup({ kind, policy, onBack, onClose, onMade }: NewGroupProps) {
  const client = useClient();
  const actor = useHat();
  const post = useActor(actor)?.kind === "post";
  const form = useId();
  const [title, setTitle] = useState("");
  const [about, setAbout] = useState("");
  const [mode, setMode] = useState<ChatMode>(post ? "official" : "ordinary");
  const [members, setMembers] = useState<readonly Actor[]>([]);
  const { run, busy, error } = useAct();
  const group = kind === "group";

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (title.trim() === "") return;
    const fields = { title: title.trim(), about: about.trim(), mode, members: members.map((card) => card.id) };
    void run(async () =>
      onMade(group ? await client.createGroup(actor, fields) : await client.createChannel(actor, fields)),
    );
  };

  const count = members.length;
  const chosen = plural(count, {
    one: "Выбран # человек",
    few: "Выбрано # человека",
    many: "Выбрано # человек",
    other: "Выбрано # человека",
  });
  return (
    <Dialog
      tall
      title={group ? t`Новая группа` : t`Новый канал`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onBack}>{t`Назад`}</Button>
          <Button look="main" type="submit" form={form} busy={busy} disabled={title.trim() === ""}>
            {group ? t`Создать группу` : t`Создать канал`}
          </Button>
        </>
      }
    >
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
          hint={t`Можно не заполнять`}
          value={about}
          maxLength={1000}
          onChange={(event) => setAbout(event.target.value)}
        />
        <fieldset>
          <legend className="b">{t`Режим`}</legend>
          <p className="t1 dimmer">{t`Выбирается один раз: потом его не изменить.`}</p>
          {policy}
          {MODES.map((each) => (
            <Check
              key={each}
              name="mode"
              label={modeName(each)}
              hint={modeText(each)}
              checked={mode === each}
              onChange={() => setMode(each)}
            />
          ))}
        </fieldset>
        <fieldset>
          <legend className="b">{group ? t`Участники` : t`Подписчики`}</legend>
          {count > 0 && <p className="t1 dimmer">{chosen}</p>}
          <PeoplePicker label={t`Кого добавить`} chosen={members} without={new Set([actor])} onChange={setMembers} />
        </fieldset>
      </form>
    </Dialog>
  );
}
