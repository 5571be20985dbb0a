import { t } from "@lingui/core/macro";
import { useActor, useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import { ActorAvatar, ActorName, actorName } from "../../common/Who";
import type { ActorId } from "../../core";
import { Button } from "../../ui/Button";

/** Whom I do not hear. */
export function BlockedList() {
  const client = useClient();
  const { value, error, again } = useAsk("blocked", () => client.call("list_blocked", {}));
  return (
    <section className="card stack form">
      <h2 className="t3 b">{t`Заблокированные`}</h2>
      {error && <p className="field__error">{error}</p>}
      {value?.blocked.length === 0 && (
        <p className="dim">{t`Никого. Заблокировать можно в сведениях о диалоге: человек не сможет вам писать и не увидит, когда вы были.`}</p>
      )}
      <ul className="stack">
        {value?.blocked.map(({ actor }) => (
          <BlockedLine key={actor} id={actor} onFreed={again} />
        ))}
      </ul>
    </section>
  );
}

function BlockedLine({ id, onFreed }: { id: ActorId; onFreed: () => void }) {
  const client = useClient();
  const actor = useActor(id);
  const { run, busy, error } = useAct();
  const free = () =>
    void run(async () => {
      await client.call("unblock_actor", { actor: id });
      onFreed();
    });
  return (
    <li className="line">
      <ActorAvatar actor={actor} id={id} size="m" />
      <span className="row__body grow">
        <ActorName actor={actor} />
        {error && <span className="field__error">{error}</span>}
      </span>
      <Button
        look="quiet"
        busy={busy}
        aria-label={t`Разблокировать: ${actorName(actor)}`}
        onClick={free}
      >{t`Разблокировать`}</Button>
    </li>
  );
}
