import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useClient } from "../../common/client";
import { PeoplePicker } from "../../common/PeoplePicker";
import { useAct } from "../../common/useAct";
import type { Actor, ActorId, ChatCard } from "../../core";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";

interface AddMembersProps {
  chat: ChatCard;
  as: ActorId | undefined;
  known: ReadonlySet<ActorId>;
  onClose: () => void;
  onAdded: () => void;
}

export function AddMembers({ chat, as, known, onClose, onAdded }: AddMembersProps) {
  const client = useClient();
  const [chosen, setChosen] = useState<readonly Actor[]>([]);
  const { run, busy, error } = useAct();
  const add = () =>
    run(async () => {
      await client.call("add_members", {
        chat: chat.id,
        actors: chosen.map((card) => card.id),
        ...(as === undefined ? {} : { as }),
      });
      onAdded();
      onClose();
    });
  return (
    <Dialog
      tall
      title={t`Добавить участников`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose}>{t`Не добавлять`}</Button>
          <Button
            look="main"
            busy={busy}
            disabled={chosen.length === 0}
            onClick={() => void add()}
          >{t`Добавить`}</Button>
        </>
      }
    >
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
      <PeoplePicker label={t`Имя или должность`} chosen={chosen} without={known} onChange={setChosen} />
    </Dialog>
  );
}
