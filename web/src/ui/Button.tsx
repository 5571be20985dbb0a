import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";

export type ButtonLook = "plain" | "main" | "soft" | "quiet" | "danger" | "danger-quiet";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: ButtonLook;
  big?: boolean;
  wide?: boolean;
  /** While the answer is awaited: the button keeps its width and takes no second press. */
  busy?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({ look = "plain", big, wide, busy, className = "", disabled, onClick, ...rest }: ButtonProps) {
  const classes = ["btn", look !== "plain" && `btn--${look}`, big && "btn--big", wide && "btn--wide", className];
  return (
    <button
      type="button"
      {...rest}
      className={classes.filter(Boolean).join(" ")}
      disabled={disabled}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    />
  );
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  label: string;
  main?: boolean;
  children: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

/** A square button with a picture; the label is what it does, in words. */
export function IconButton({ label, main, className = "", ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      title={label}
      {...rest}
      aria-label={label}
      className={`ib ${main ? "ib--main" : ""} ${className}`.trim()}
    />
  );
}
