import { type KeyboardEvent, type ReactNode, useRef, type WheelEvent } from "react";

export { Check } from "./Check";

export interface Choice<T extends string | number> {
  value: T;
  label: ReactNode;
}

interface ChoiceProps<T extends string | number> {
  label: string;
  value: T;
  options: readonly Choice<T>[];
  onChange: (value: T) => void;
  className?: string;
}

/** Arrow keys move the choice, as the pattern for tabs and radio groups wants it. */
function useArrows<T extends string | number>(options: readonly Choice<T>[], value: T, onChange: (value: T) => void) {
  const group = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = options.findIndex((option) => option.value === value);
    const to = (at + step + options.length) % options.length;
    const next = options[to];
    if (!next) return;
    onChange(next.value);
    (group.current?.children[to] as HTMLElement | undefined)?.focus();
  };
  return { group, onKeyDown };
}

/** Segments: one of a few, filled when chosen. */
export function Seg<T extends string | number>({ label, value, options, onChange, className = "" }: ChoiceProps<T>) {
  const { group, onKeyDown } = useArrows(options, value, onChange);
  return (
    <div ref={group} className={`seg ${className}`} role="radiogroup" aria-label={label} onKeyDown={onKeyDown}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={option.value === value}
          tabIndex={option.value === value ? 0 : -1}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}

/** Tabs above a list; `panel` is the id of what they switch. */
export function Tabs<T extends string | number>({
  label,
  value,
  options,
  onChange,
  panel,
}: ChoiceProps<T> & { panel: string }) {
  const { group, onKeyDown } = useArrows(options, value, onChange);
  // A wheel has one direction; more tabs than fit lie along the other.
  const onWheel = ({ currentTarget, deltaX, deltaY }: WheelEvent) => {
    if (deltaX === 0) currentTarget.scrollLeft += deltaY;
  };
  return (
    <div ref={group} className="tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown} onWheel={onWheel}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          className="tab"
          role="tab"
          aria-selected={option.value === value}
          aria-controls={panel}
          tabIndex={option.value === value ? 0 : -1}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
