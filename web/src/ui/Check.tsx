import type { ReactNode } from "react";

interface CheckProps {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  /** With a name it is one of a group (radio), without it stands alone. */
  name?: string;
  disabled?: boolean;
}

export function Check({ label, hint, checked, onChange, name, disabled }: CheckProps) {
  return (
    <label className="check">
      <input
        type={name ? "radio" : "checkbox"}
        {...(name ? { name } : {})}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className="stack">
        <span>{label}</span>
        {hint && <span className="t1 dim">{hint}</span>}
      </span>
    </label>
  );
}
