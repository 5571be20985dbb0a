import { X } from "lucide-react";
import { type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { IconButton } from "./Button";
import { rememberFocus } from "./focus";

interface DialogProps {
  title: string;
  closeLabel?: string;
  onClose: () => void;
  children: ReactNode;
  acts?: ReactNode;
  /** Fills most of the screen's height (a sheet on a phone): for lists. */
  tall?: boolean;
  /** Something will be lost: first focus on the safe choice, no cross. */
  alert?: boolean;
}

/** A native modal dialog: the browser keeps the focus inside; whoever had it before gets it back. */
export function Dialog({ title, closeLabel, onClose, children, acts, tall, alert }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  // Before anything is taken off the page: a dialog that is gone can give nothing back.
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    const giveBack = rememberFocus();
    dialog.showModal();
    const wanted = dialog.querySelector<HTMLElement>("[data-first]");
    wanted?.focus();
    return () => {
      dialog.close();
      giveBack();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className={`dialog ${tall ? "dialog--tall" : ""}`}
      aria-labelledby={id}
      {...(alert ? { role: "alertdialog" } : {})}
      onCancel={(event) => {
        if (event.target !== ref.current) return;
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === ref.current && outside(ref.current, event.clientX, event.clientY)) onClose();
      }}
    >
      <div className="dialog__head">
        <h2 className="t4" id={id}>
          {title}
        </h2>
        {closeLabel && (
          <IconButton label={closeLabel} onClick={onClose}>
            <X className="i" aria-hidden="true" />
          </IconButton>
        )}
      </div>
      <div className="dialog__body">{children}</div>
      {acts && <div className="dialog__acts">{acts}</div>}
    </dialog>
  );
}

function outside(element: Element, x: number, y: number): boolean {
  const box = element.getBoundingClientRect();
  return x < box.left || x > box.right || y < box.top || y > box.bottom;
}
