import { t } from "@lingui/core/macro";
import { useMemo, useState } from "react";
import { useActor, useClient } from "../../common/client";
import { PeoplePicker } from "../../common/PeoplePicker";
import { useAsk } from "../../common/useAsk";
import { actorName } from "../../common/Who";
import { Button } from "../../ui/Button";
import { Check } from "../../ui/Check";
import { Field, TextArea } from "../../ui/Field";
import type { StepProps } from "./StepInstitution";

/** What is asked for: the title that will be vouched for, the short address, who runs it. */
export function StepChannel({ form, onChange }: StepProps) {
  const client = useClient();
  const owner = form.responsible?.id ?? form.post;
  const { value } = useAsk(`channels of ${owner}`, () => client.call("list_chats", { actor: owner, limit: 100 }));
  const own = (value?.chats ?? []).filter(
    (chat) => chat.kind === "channel" && chat.mode === "public" && chat.membership?.role === "owner" && !chat.seal,
  );
  const address = `${location.host}/@${form.name || "name"}`;
  return (
    <>
      <h2 className="t3 b">{t`Канал`}</h2>
      {own.length > 0 && (
        <fieldset>
          <legend className="b">{t`Какой канал`}</legend>
          <Check
            name="chat"
            label={t`Новый: откроется после решения`}
            checked={form.chat === undefined}
            onChange={() => onChange({ chat: undefined })}
          />
          {own.map((chat) => (
            <Check
              key={chat.id}
              name="chat"
              label={chat.title}
              checked={form.chat === chat.id}
              onChange={() => onChange({ chat: chat.id, title: form.title || chat.title })}
            />
          ))}
        </fieldset>
      )}
      <Field
        label={t`Название`}
        hint={t`За него поручится вышестоящий орган, поэтому потом его не сменить без новой заявки.`}
        required
        maxLength={128}
        value={form.title}
        onChange={(event) => onChange({ title: event.target.value })}
      />
      <Field
        label={t`Короткий адрес`}
        hint={t`Латинскими буквами: ${address}`}
        required
        maxLength={32}
        autoCapitalize="none"
        spellCheck={false}
        value={form.name}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <TextArea
        label={t`О чём канал`}
        hint={t`Можно не заполнять`}
        maxLength={1000}
        value={form.about}
        onChange={(event) => onChange({ about: event.target.value })}
      />
      <Responsible form={form} onChange={onChange} />
    </>
  );
}

function Responsible({ form, onChange }: StepProps) {
  const post = useActor(form.post);
  const [picking, setPicking] = useState(false);
  const shown = form.responsible ?? post;
  const without = useMemo(() => new Set<number>(), []);
  return (
    <section className="stack stack--tight">
      <b>{t`Ответственная должность`}</b>
      <p className="t1 dim">{t`Она владеет каналом. Сменится человек, и канал перейдёт вместе с должностью.`}</p>
      <div className="line">
        <span className="grow">{[shown?.title, actorName(shown)].filter(Boolean).join(", ")}</span>
        {!picking && <Button onClick={() => setPicking(true)}>{t`Выбрать другую`}</Button>}
      </div>
      {picking && (
        <PeoplePicker
          single
          kind="post"
          label={t`Ответственная должность`}
          chosen={form.responsible ? [form.responsible] : []}
          without={without}
          onChange={([picked]) => {
            onChange({ responsible: picked?.id === form.post ? undefined : picked, chat: undefined });
            setPicking(false);
          }}
        />
      )}
    </section>
  );
}
