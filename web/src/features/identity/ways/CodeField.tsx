import { t } from "@lingui/core/macro";
import { Field } from "../../../ui/Field";

/** Six digits of an authenticator app, or a recovery code. */
export default function CodeField({
  value,
  onChange,
  error,
}: {
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
}) {
  return (
    <Field
      label={t`Код из приложения`}
      hint={t`Шесть цифр. Нет телефона: введите код восстановления.`}
      value={value}
      error={error}
      autoComplete="one-time-code"
      autoCapitalize="characters"
      spellCheck={false}
      maxLength={40}
      autoFocus
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
