import "../../ui/styles/apps.css";
import { t } from "@lingui/core/macro";
import { CircleX } from "lucide-react";
import { useEffect } from "react";
import { Link, useLocation, useSearch } from "wouter";
import { openApp } from "../../common/apps";
import { useClient, useMe } from "../../common/client";
import { useAct } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import { ActorAvatar, ActorName } from "../../common/Who";
import { type Answer, asVecheError } from "../../core";
import { Button } from "../../ui/Button";
import { Empty, RowSkeletons } from "../../ui/States";
import { type AppCard, useBot } from "./fields";

const PAYLOAD = /^[\w-]{1,512}$/;

/** Where `/bot/NAME` leads: with `?startapp` to its mini app, with or without `?start` to a dialog with it. */
export default function BotPage({ username }: { username: string }) {
  const client = useClient();
  const params = new URLSearchParams(useSearch());
  const launch = params.get("startapp");
  const { value, error, again } = useAsk(`bot ${username}`, async () => {
    const { bot } = await client.call("get_bot", { username });
    try {
      return { bot, app: (await client.call("get_app", { username })).app };
    } catch (thrown) {
      if (asVecheError(thrown).trouble.code !== "app_not_found") throw thrown;
      return { bot, app: undefined };
    }
  });
  const app = value?.app?.bot;
  useEffect(() => {
    // Every time the link is followed the app starts with what the link says.
    if (app !== undefined && launch !== null) openApp({ bot: app }, PAYLOAD.test(launch) ? { payload: launch } : {});
  }, [app, launch]);
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
  return <Card bot={value.bot} app={value.app} start={params.get("start") ?? ""} launch={launch ?? ""} />;
}

interface CardProps {
  bot: Answer<"get_bot">["bot"];
  app: AppCard | undefined;
  start: string;
  launch: string;
}

function Card({ bot, app, start, launch }: CardProps) {
  const client = useClient();
  const me = useMe();
  const card = useBot(bot.id, bot.name);
  const [, go] = useLocation();
  const { run, busy, error } = useAct();
  // Each press tells the bot what the link says, also in a dialog that is there already.
  const begin = () =>
    void run(async () => {
      await client.call("start_bot", { bot: bot.id, ...(PAYLOAD.test(start) ? { payload: start } : {}) });
      go(`/chat/${await client.openDialog(me.id, bot.id)}`);
    });
  return (
    <section className="card stack form join">
      <ActorAvatar actor={card} id={bot.id} size="xl" />
      <h2 className="t4">
        <ActorName actor={card} />
      </h2>
      {bot.about && <p className="about">{bot.about}</p>}
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
      <div className="line wrap">
        <Button look="main" big busy={busy} onClick={begin}>{t`Начать`}</Button>
        {app && (
          <Button big onClick={() => openApp({ bot: bot.id }, PAYLOAD.test(launch) ? { payload: launch } : {})}>
            {t`Открыть приложение`}
          </Button>
        )}
      </div>
    </section>
  );
}
