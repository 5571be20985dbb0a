import { t } from "@lingui/core/macro";
import { CircleX, Hourglass } from "lucide-react";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { useClient, useHat } from "../common/client";
import { useAct } from "../common/useAct";
import { useAsk } from "../common/useAsk";
import type { Answer } from "../core";
import { membersCount } from "../features/chats/ChatHeader";
import { ModeIcon, modeName } from "../features/chats/modes";
import { modeText } from "../features/chats/modeText";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { Empty, RowSkeletons } from "../ui/States";
import { Page } from "./Frame";

/** Where a chat's invite link leads: what the chat is, and one button. */
export default function JoinScreen({ code }: { code: string }) {
  const client = useClient();
  const { value, error, passing, again } = useAsk(`join ${code}`, () => client.call("view_invite_link", { code }));
  return (
    <Page title={t`Приглашение в чат`}>
      {error && (
        <section className="card">
          <Empty
            danger
            icon={<CircleX className="i i--l" aria-hidden="true" />}
            title={t`Ссылка не открылась`}
            acts={
              <>
                {passing && <Button look="main" onClick={again}>{t`Повторить`}</Button>}
                <Link className="btn" href="/">{t`К списку чатов`}</Link>
              </>
            }
          >
            <p>{error}</p>
          </Empty>
        </section>
      )}
      {!value && !error && <RowSkeletons count={3} label={t`Открываем ссылку`} />}
      {value && <Room code={code} view={value} />}
    </Page>
  );
}

function Room({ code, view }: { code: string; view: Answer<"view_invite_link"> }) {
  const client = useClient();
  const actor = useHat();
  const [, go] = useLocation();
  const [asked, setAsked] = useState(false);
  const { run, busy, error } = useAct();
  const join = () =>
    run(async () => {
      const { chat } = await client.joinByLink(actor, code);
      if (chat === undefined) setAsked(true);
      else go(`/chat/${chat}`, { replace: true });
    });
  if (asked) {
    return (
      <section className="card">
        <Empty
          icon={<Hourglass className="i i--l" aria-hidden="true" />}
          title={t`Заявка отправлена`}
          acts={<Link className="btn" href="/">{t`К списку чатов`}</Link>}
        >
          <p>{t`Чат появится в списке, когда кто-то из ведущих примет вас.`}</p>
        </Empty>
      </section>
    );
  }
  const kind = view.kind === "channel" ? "channel" : "group";
  return (
    <section className="card stack form join">
      <Avatar shape={kind} name={view.title} id={view.chat ?? view.title.length} size="xl" />
      <div className="stack stack--tight">
        <h2 className="t4">{view.title}</h2>
        <p className="dim">{membersCount(view.members_count, kind === "channel")}</p>
      </div>
      {view.about && <p className="about">{view.about}</p>}
      <div className="line top join__mode">
        <ModeIcon mode={view.mode} />
        <div className="stack stack--tight">
          <b>{modeName(view.mode)}</b>
          <span className="t1 dim">{modeText(view.mode)}</span>
        </div>
      </div>
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
      {view.chat === undefined ? (
        <Button look="main" big busy={busy} onClick={() => void join()}>
          {view.approval ? t`Попросить принять` : t`Войти в чат`}
        </Button>
      ) : (
        <Link className="btn btn--main btn--big" href={`/chat/${view.chat}`}>
          {t`Открыть чат`}
        </Link>
      )}
    </section>
  );
}
