import "../../ui/styles/apps.css";
import { t } from "@lingui/core/macro";
import { CircleX } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { AskedApp } from "../../common/apps";
import { useClient } from "../../common/client";
import { useAsk } from "../../common/useAsk";
import { Button } from "../../ui/Button";
import { Empty, RowSkeletons } from "../../ui/States";
import { AppBar } from "./AppBar";
import { ConsentView } from "./ConsentView";
import { RunningApp } from "./RunningApp";

/** A mini app over the messenger: first the question what it may have, then its page in a frame. */
export default function AppWindow({ asked, onClose }: { asked: AskedApp; onClose: () => void }) {
  const client = useClient();
  const key = JSON.stringify(asked.of);
  const { value, error, again } = useAsk(`app ${key}`, () => client.call("get_app", asked.of));
  const [agreed, setAgreed] = useState(false);
  const app = value?.app;
  if (error) {
    return (
      <Window title={t`Мини-приложение`} onClose={onClose}>
        <AppBar title={t`Мини-приложение`} onClose={onClose} />
        <div className="appwin__page">
          <Empty
            danger
            icon={<CircleX className="i i--l" aria-hidden="true" />}
            title={t`Приложение не открылось`}
            acts={
              <>
                <Button look="main" onClick={again}>{t`Повторить`}</Button>
                <Button onClick={onClose}>{t`Закрыть`}</Button>
              </>
            }
          >
            <p>{error}</p>
          </Empty>
        </div>
      </Window>
    );
  }
  if (!app) {
    return (
      <Window title={t`Мини-приложение`} onClose={onClose}>
        <AppBar title={t`Мини-приложение`} onClose={onClose} />
        <div className="appwin__page">
          <RowSkeletons count={3} label={t`Открываем приложение`} />
        </div>
      </Window>
    );
  }
  if (!value.current && !agreed) {
    return (
      <Window title={app.title} onClose={onClose}>
        <AppBar title={app.title} host={app.host} bot={app.bot} onClose={onClose} />
        <div className="appwin__page">
          <ConsentView view={value} onAgreed={() => setAgreed(true)} onClose={onClose} />
        </div>
      </Window>
    );
  }
  return (
    <Window title={app.title} onClose={onClose} bare>
      <RunningApp app={app} asked={asked} onClose={onClose} onConsentNeeded={again} />
    </Window>
  );
}

interface WindowProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** What is inside decides itself what Escape does. */
  bare?: boolean;
}

/** A native modal window: the whole screen of a phone, a tall sheet on a desktop. */
function Window({ title, onClose, children, bare }: WindowProps) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      className="appwin"
      aria-label={title}
      onCancel={(event) => {
        if (event.target !== ref.current) return;
        event.preventDefault();
        if (!bare) onClose();
      }}
    >
      {children}
    </dialog>
  );
}
