import { useEffect, useRef, useState } from "react";
import { create } from "zustand";

export interface ToastAct {
  label: string;
  run: () => void;
}

interface Toast {
  id: number;
  text: string;
  act?: ToastAct | undefined;
  /** Runs when the toast goes without the act: the moment after which there is no way back. */
  gone?: (() => void) | undefined;
  ms: number;
}

interface Toasts {
  list: readonly Toast[];
  add: (toast: Omit<Toast, "id" | "ms"> & { ms?: number }) => void;
  drop: (id: number, acted: boolean) => void;
}

let counter = 0;

export const useToasts = create<Toasts>((set, get) => ({
  list: [],
  add: (toast) => {
    counter += 1;
    set({ list: [...get().list, { ms: 6000, ...toast, id: counter }] });
  },
  drop: (id, acted) => {
    const found = get().list.find((toast) => toast.id === id);
    if (!found) return;
    set({ list: get().list.filter((toast) => toast.id !== id) });
    if (acted) found.act?.run();
    else found.gone?.();
  },
}));

export function toast(text: string, rest: { act?: ToastAct; gone?: () => void; ms?: number } = {}): void {
  useToasts.getState().add({ text, ...rest });
}

function ToastLine({ item }: { item: Toast }) {
  const drop = useToasts((state) => state.drop);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => drop(item.id, false), item.ms);
    return () => clearTimeout(timer);
  }, [held, item, drop]);
  return (
    <div
      className="toast"
      role="status"
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className="grow">{item.text}</span>
      {item.act && (
        <button type="button" className="btn btn--quiet" onClick={() => drop(item.id, true)}>
          {item.act.label}
        </button>
      )}
    </div>
  );
}

/** Stands in the top layer, above dialogs that were opened before it. */
export function ToastArea() {
  const list = useToasts((state) => state.list);
  const ref = useRef<HTMLDivElement>(null);
  const any = list.length > 0;
  useEffect(() => {
    const area = ref.current;
    if (!area) return;
    if (any) area.showPopover();
    else area.hidePopover();
  }, [any]);
  return (
    <div ref={ref} popover="manual" className="toasts">
      {list.map((item) => (
        <ToastLine key={item.id} item={item} />
      ))}
    </div>
  );
}

// What a toast would have let one take back is final when the page goes.
if (typeof window !== "undefined") {
  addEventListener("pagehide", () => {
    for (const { id } of useToasts.getState().list) useToasts.getState().drop(id, false);
  });
}
