import { t } from "@lingui/core/macro";
import type { Ask } from "../../core";
import { Check } from "../../ui/Check";
import { Field as Input } from "../../ui/Field";
import { FIELDS, type Field, fieldName } from "./fields";

type Wanted = NonNullable<Ask<"set_app">["wanted"]>;

interface WantedFieldsProps {
  wanted: Wanted;
  /** Somebody wanted to send it: what is missing is said. */
  checked: boolean;
  onChange: (wanted: Wanted) => void;
}

/** What the app will ask for: each with its purpose, which people read before they say yes. */
export function WantedFields({ wanted, checked, onChange }: WantedFieldsProps) {
  const toggle = (field: Field, on: boolean) =>
    onChange(on ? [...wanted, { field, purpose: "" }] : wanted.filter((one) => one.field !== field));
  const put = (field: Field, change: { purpose?: string; required?: boolean }) =>
    onChange(wanted.map((one) => (one.field === field ? { ...one, ...change } : one)));
  return (
    <fieldset className="stack bare">
      <legend className="b">{t`Какие данные нужны и зачем`}</legend>
      {FIELDS.map((field) => {
        const one = wanted.find((each) => each.field === field);
        return (
          <div key={field} className="stack stack--tight">
            <Check label={fieldName(field)} checked={one !== undefined} onChange={(on) => toggle(field, on)} />
            {one && (
              <>
                <Input
                  label={t`Зачем: ${fieldName(field)}`}
                  value={one.purpose}
                  maxLength={200}
                  error={
                    checked && one.purpose.trim() === ""
                      ? t`Напишите, зачем: это прочтут, прежде чем согласиться`
                      : undefined
                  }
                  onChange={(event) => put(field, { purpose: event.target.value })}
                />
                <Check
                  label={t`Без этого приложение не работает`}
                  checked={one.required ?? false}
                  onChange={(required) => put(field, { required })}
                />
              </>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}
