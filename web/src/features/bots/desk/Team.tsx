import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useActor, useClient } from "../../../common/client";
import { PeoplePicker } from "../../../common/PeoplePicker";
import { useAct } from "../../../common/useAct";
import { ActorAvatar, ActorName } from "../../../common/Who";
import type { Actor } from "../../../core";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import type { BotInside } from "./shapes";

/** With whom a bot on trial talks, besides its author. */
export function Team({ inside, onChanged }: { inside: BotInside; onChanged: () => void }) {
  const client = useClient();
  const [adding, setAdding] = useState(false);
  const [chosen, setChosen] = useState<readonly Actor[]>([]);
  const { run, busy, error } = useAct();
  const set = (people: readonly number[]) =>
    void run(async () => {
      await client.call("set_bot_team", { bot: inside.bot.id, people: [...people] });
      setAdding(false);
      setChosen([]);
      onChanged();
    });
  return (
    <section className="card stack">
      <div className="card__head">
        <h2 className="grow">{t`Кто пробует`}</h2>
        <Button onClick={() => setAdding(true)}>{t`Добавить`}</Button>
      </div>
      {error && <p className="field__error">{error}</p>}
      {inside.team.length === 0 && (
        <p className="dim">{t`Пока только вы. Назовите коллег, которые помогут проверить бота.`}</p>
      )}
      <ul className="devices">
        {inside.team.map((person) => (
          <Person
            key={person}
            id={person}
            busy={busy}
            onDrop={() => set(inside.team.filter((one) => one !== person))}
          />
        ))}
      </ul>
      {adding && (
        <Dialog
          tall
          title={t`Кто пробует`}
          closeLabel={t`Закрыть`}
          onClose={() => setAdding(false)}
          acts={
            <Button
              look="main"
              busy={busy}
              disabled={chosen.length === 0}
              onClick={() => set([...inside.team, ...chosen.map((one) => one.id)])}
            >
              {t`Добавить`}
            </Button>
          }
        >
          <PeoplePicker
            label={t`Найти человека`}
            chosen={chosen}
            without={new Set(inside.team)}
            kind="person"
            onChange={setChosen}
          />
        </Dialog>
      )}
    </section>
  );
}

function Person({ id, busy, onDrop }: { id: number; busy: boolean; onDrop: () => void }) {
  const actor = useActor(id);
  const name = actor?.name ?? "";
  return (
    <li className="device">
      <ActorAvatar actor={actor} id={id} size="m" />
      <span className="row__body grow">
        <ActorName actor={actor} />
      </span>
      <Button look="quiet" busy={busy} aria-label={t`Убрать: ${name}`} onClick={onDrop}>{t`Убрать`}</Button>
    </li>
  );
}
