import { t } from "@lingui/core/macro";
import { useClient, useHats, useMe } from "../../common/client";
import { useAsk } from "../../common/useAsk";
import { Check } from "../../ui/Check";
import { Field } from "../../ui/Field";
import type { Form } from "./form";
import { Papers } from "./Papers";

export interface StepProps {
  form: Form;
  onChange: (change: Partial<Form>) => void;
}

/** Who asks: the post, the register numbers, the documents. */
export function StepInstitution({ form, onChange }: StepProps) {
  const client = useClient();
  const me = useMe();
  const { value: policy } = useAsk("channel policy", () => client.call("get_channel_policy", {}));
  const posts = useHats().filter((hat) => hat.id !== me.id);
  return (
    <>
      <h2 className="t3 b">{t`Учреждение`}</h2>
      {posts.length > 1 && (
        <fieldset>
          <legend className="b">{t`От какой должности`}</legend>
          {posts.map((post) => (
            <Check
              key={post.id}
              name="post"
              label={post.title ?? post.name}
              checked={form.post === post.id}
              onChange={() => onChange({ post: post.id, chat: undefined })}
            />
          ))}
        </fieldset>
      )}
      <Field
        label={t`ИНН`}
        hint={t`Десять цифр. Контрольные цифры проверяются сразу.`}
        inputMode="numeric"
        required
        maxLength={20}
        value={form.inn}
        onChange={(event) => onChange({ inn: event.target.value })}
      />
      <Field
        label={t`ОГРН`}
        hint={t`Тринадцать цифр`}
        inputMode="numeric"
        required
        maxLength={20}
        value={form.ogrn}
        onChange={(event) => onChange({ ogrn: event.target.value })}
      />
      <Field
        label={t`КПП`}
        hint={t`Можно не заполнять`}
        maxLength={12}
        value={form.kpp}
        onChange={(event) => onChange({ kpp: event.target.value })}
      />
      <Papers papers={form.papers} required={policy?.papers ?? false} onChange={(papers) => onChange({ papers })} />
    </>
  );
}
