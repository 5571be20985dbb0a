import { Search as Glass, X } from "lucide-react";
import type { InputHTMLAttributes, Ref } from "react";

interface SearchProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "onChange" | "value"> {
  label: string;
  clearLabel: string;
  value: string;
  onChange: (value: string) => void;
  ref?: Ref<HTMLInputElement>;
}

export function Search({ label, clearLabel, value, onChange, ...rest }: SearchProps) {
  return (
    <div className="search">
      <Glass className="i i--s" aria-hidden="true" />
      <input
        type="text"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        {...rest}
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {value && (
        <button type="button" className="search__clear" aria-label={clearLabel} onClick={() => onChange("")}>
          <X className="i i--s" aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
