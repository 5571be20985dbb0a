import "../../../ui/styles/safety.css";
import { t } from "@lingui/core/macro";
import { ShieldAlert } from "lucide-react";
import { type ReactNode, useLayoutEffect, useRef } from "react";
import { useStage } from "../../../common/client";
import { Button } from "../../../ui/Button";

/** A card over the page; toasts stand above it meanwhile. */
export function Over({ label, quiet, children }: { label: string; quiet?: boolean; children: ReactNode }) {
  const ref = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const { style } = document.documentElement;
    const watch = new ResizeObserver(() => style.setProperty("--lift", `${(ref.current?.offsetHeight ?? 0) + 8}px`));
    if (ref.current) watch.observe(ref.current);
    return () => {
      watch.disconnect();
      style.removeProperty("--lift");
    };
  }, []);
  return (
    <aside ref={ref} className="safety card" data-quiet={quiet || undefined} aria-label={label}>
      {children}
    </aside>
  );
}

/** Another account of this browser is signed in no more, and nobody here wished it. */
export function LostAccount({ name, onDone }: { name: string; onDone: () => void }) {
  const stage = useStage();
  const again = () => {
    onDone();
    void stage.accounts().then((crowd) => crowd.add());
  };
  return (
    <Over label={t`Безопасность`}>
      <div className="line" role="status">
        <ShieldAlert className="i" aria-hidden="true" />
        <span className="row__body grow">
          <b>{t`Аккаунт отключён на этом устройстве`}</b>
          <span>{name}</span>
          <span className="t1 dim">
            {t`Вход закончили с другого устройства, или это сделал администратор. Сообщения этого аккаунта отсюда удалены.`}
          </span>
        </span>
      </div>
      <div className="line wrap">
        <Button onClick={again}>{t`Войти снова`}</Button>
        <Button onClick={onDone}>{t`Понятно`}</Button>
      </div>
    </Over>
  );
}
