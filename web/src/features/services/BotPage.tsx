import "../../ui/styles/apps.css";
import { t } from "@lingui/core/macro";
import { CircleX } from "lucide-react";
import { useEffect } from "react";
import { Link, useSearch } from "wouter";
import { openApp } from "../../common/apps";
import { useActor, useClient } from "../../common/client";
import { useAsk } from "../../common/useAsk";
import { ActorAvatar } from "../../common/Who";
import { Button } from "../../ui/Button";
import { Empty, RowSkeletons } from "../../ui/States";
import type { AppCard } from "./fields";

const PAYLOAD = /^[\w-]{1,512}$/;

/** Where `/bot/NAME?startapp=…` leads. */
export default function BotPage({ username }: { username: string }) {
  const client = useClient();
  const payload = new URLSearchParams(useSearch()).get("startapp");
  const { value, error, again } = useAsk(`bot ${username}`, () => client.call("get_app", { username }));
  const bot = value?.app.bot;
  useEffect(() => {
    // Every time the link is followed the app starts with what the link says.
    if (bot !== undefined && payload !== null) openApp({ bot }, PAYLOAD.test(payload) ? { payload } : {});
  }, [bot, payload]);
  if (error) {
    return (
      <section className="card">
        <Empty
          danger
          icon={<CircleX className="i i--l" aria-hidden="true" />}
          title={t`Ссылка не открылась`}
          acts={
            <>
              <Button look="main" onClick={again}>{t`Повторить`}</Button>
              <Link className="btn" href="/">{t`К списку чатов`}</Link>
            </>
          }
        >
          <p>{error}</p>
        </Empty>
      </section>
    );
  }
  if (!value) return <RowSkeletons count={2} label={t`Открываем ссылку`} />;
  return <Card app={value.app} payload={payload} />;
}

function Card({ app, payload }: { app: AppCard; payload: string | null }) {
  const bot = useActor(app.bot);
  const more = payload !== null && PAYLOAD.test(payload) ? { payload } : {};
  return (
    <section className="card stack form join">
      <ActorAvatar actor={bot} id={app.bot} size="xl" />
      <h2 className="t4">{app.title}</h2>
      {app.summary && <p className="dim">{app.summary}</p>}
      {app.description && <p className="about">{app.description}</p>}
      <Button look="main" big onClick={() => openApp({ bot: app.bot }, more)}>
        {t`Открыть приложение`}
      </Button>
    </section>
  );
}
