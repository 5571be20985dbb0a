import { t } from "@lingui/core/macro";
import { PasswordField } from "../../../ui/Field";

export function NewPasswordField({
  value,
  onChange,
  error,
}: {
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}) {
  return (
    <PasswordField
      label={t`Новый пароль`}
      hint={t`Не короче 8 знаков`}
      showLabel={t`Показать пароль`}
      hideLabel={t`Скрыть пароль`}
      value={value}
      autoComplete="new-password"
      maxLength={256}
      error={error}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
