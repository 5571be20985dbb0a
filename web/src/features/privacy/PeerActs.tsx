import { t } from "@lingui/core/macro";
import { Ban, Flag } from "lucide-react";
import { useState } from "react";
import { useActor, useClient, useMe } from "../../common/client";
import { useReporting } from "../../common/report";
import { useAct } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import { actorName } from "../../common/Who";
import type { ActorId, ChatRow } from "../../core";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { toast } from "../../ui/Toasts";

/** At the foot of what is told about a chat: not hearing the partner any more, telling the administrators. */
export default function PeerActs({ row, actor }: { row: ChatRow; actor: ActorId }) {
  const ask = useReporting((state) => state.ask);
  const { peer } = row;
  if (peer === actor) return null;
  const report = () => ask(row.chat.kind === "dialog" && peer ? { chat: row.id, actor: peer } : { chat: row.id });
  return (
    <section className="sect">
      <div className="line wrap">
        {peer !== undefined && <Block peer={peer} actor={actor} />}
        <Button look="danger-quiet" onClick={report}>
          <Flag className="i i--s" aria-hidden="true" />
          {t`Пожаловаться`}
        </Button>
      </div>
    </section>
  );
}

function Block({ peer, actor }: { peer: ActorId; actor: ActorId }) {
  const client = useClient();
  const me = useMe();
  const as = actor === me.id ? {} : { as: actor };
  const name = actorName(useActor(peer));
  const { value, again } = useAsk(`blocked ${actor} ${peer}`, () => client.call("list_blocked", as));
  const { run, busy, error } = useAct();
  const [asking, setAsking] = useState(false);
  if (!value) return null;
  const blocked = value.blocked.some((one) => one.actor === peer);
  const set = (on: boolean) =>
    void run(async () => {
      await client.call(on ? "block_actor" : "unblock_actor", { actor: peer, ...as });
      setAsking(false);
      again();
      toast(on ? t`Заблокирован: ${name}` : t`Разблокирован: ${name}`);
    });
  return (
    <>
      <Button look="danger-quiet" busy={busy} onClick={() => (blocked ? set(false) : setAsking(true))}>
        <Ban className="i i--s" aria-hidden="true" />
        {blocked ? t`Разблокировать` : t`Заблокировать`}
      </Button>
      {asking && (
        <Dialog
          alert
          title={t`Заблокировать: ${name}?`}
          onClose={() => setAsking(false)}
          acts={
            <>
              <Button data-first="" onClick={() => setAsking(false)}>{t`Не блокировать`}</Button>
              <Button look="danger" busy={busy} onClick={() => set(true)}>{t`Заблокировать`}</Button>
            </>
          }
        >
          <p className="dim">{t`Вы не сможете писать друг другу и не увидите, кто когда был. Об этом никто не узнает. Общие группы остаются.`}</p>
          {error && (
            <p className="field__error" role="alert">
              {error}
            </p>
          )}
        </Dialog>
      )}
    </>
  );
}
