import { t } from "@lingui/core/macro";
import { CircleX, ShieldAlert } from "lucide-react";
import { useEffect, useState } from "react";
import type { AskedApp } from "../../common/apps";
import { useClient } from "../../common/client";
import { useAsk } from "../../common/useAsk";
import { asShown } from "../../core";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Empty, RowSkeletons } from "../../ui/States";
import { AppBar } from "./AppBar";
import type { AppCard } from "./fields";
import { AppQuestion } from "./questions/AppQuestion";
import { useHost } from "./useHost";

interface RunningAppProps {
  app: AppCard;
  asked: AskedApp;
  onClose: () => void;
  /** What was allowed is no longer enough. */
  onConsentNeeded: () => void;
}

/** The page of the app in its frame, and everything it may ask of the messenger. */
export function RunningApp({ app, asked, onClose, onConsentNeeded }: RunningAppProps) {
  const client = useClient();
  const [round, setRound] = useState(0);
  const { value: launch, error } = useAsk(`launch ${app.bot} ${app.edition} ${round}`, () =>
    client.call("open_app", {
      bot: app.bot,
      ...(asked.chat === undefined ? {} : { chat: asked.chat }),
      ...(asked.payload ? { start_param: asked.payload } : {}),
    }),
  );
  const host = useHost(app, launch, onClose);
  const [leaving, setLeaving] = useState(false);
  const leave = () => (host.confirmsClosing() ? setLeaving(true) : onClose());
  useEscape(host.back ?? leave, host.question !== null || leaving);
  return (
    <>
      <AppBar title={app.title} host={app.host} bot={app.bot} onBack={host.back} onClose={leave} />
      {error && <Trouble title={t`Приложение не открылось`} text={error} onAgain={onConsentNeeded} onClose={onClose} />}
      {!launch && !error && <RowSkeletons count={3} label={t`Открываем приложение`} />}
      {launch && host.held && (
        <Trouble
          held
          title={t`Мы остановили приложение`}
          text={t`Оно попыталось показать страницу другого сайта. Внутри этого окна открывается только ${app.host}.`}
          onAgain={() => setRound((before) => before + 1)}
          onClose={onClose}
        />
      )}
      {launch && !host.held && (
        <iframe
          key={launch.url}
          className="appwin__frame"
          src={asShown(launch.frame)}
          title={t`Приложение «${app.title}»`}
          onLoad={(event) => host.mount(event.currentTarget)}
        />
      )}
      {host.question && <AppQuestion key={host.question.id} question={host.question} app={app} />}
      {leaving && (
        <Dialog
          alert
          title={t`Закрыть приложение?`}
          onClose={() => setLeaving(false)}
          acts={
            <>
              <Button data-first="" onClick={() => setLeaving(false)}>{t`Остаться`}</Button>
              <Button look="danger" onClick={onClose}>{t`Закрыть`}</Button>
            </>
          }
        >
          <p className="dim">{t`Приложение просит предупредить: несохранённое может пропасть.`}</p>
        </Dialog>
      )}
    </>
  );
}

interface TroubleProps {
  title: string;
  text: string;
  held?: boolean;
  onAgain: () => void;
  onClose: () => void;
}

function Trouble({ title, text, held, onAgain, onClose }: TroubleProps) {
  return (
    <div className="appwin__page">
      <Empty
        danger
        icon={
          held ? (
            <ShieldAlert className="i i--l" aria-hidden="true" />
          ) : (
            <CircleX className="i i--l" aria-hidden="true" />
          )
        }
        title={title}
        acts={
          <>
            <Button onClick={onClose}>{t`Закрыть`}</Button>
            <Button look="main" onClick={onAgain}>{t`Открыть заново`}</Button>
          </>
        }
      >
        <p>{text}</p>
      </Empty>
    </div>
  );
}

/** Escape goes back in the app, or closes it; while a question is open it belongs to the question. */
function useEscape(act: () => void, busy: boolean): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || busy || event.defaultPrevented) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [act, busy]);
}
