import { t } from "@lingui/core/macro";
import { type FormEvent, useId, useState } from "react";
import { useClient, useMe } from "../../common/client";
import { PeoplePicker } from "../../common/PeoplePicker";
import { mayAdminister } from "../../common/scope";
import { useAct } from "../../common/useAct";
import { ActorAvatar, ActorName, actorLine } from "../../common/Who";
import type { Actor } from "../../core";
import { Button } from "../../ui/Button";
import { Check } from "../../ui/Check";
import { Dialog } from "../../ui/Dialog";
import { UnitPicker } from "./UnitPicker";

/** What is administered: an organisation, or a unit of it. */
export interface Part {
  organisation: number;
  unit?: number;
  name: string;
}

interface GiveRightProps {
  part: Part;
  onClose: () => void;
  onDone: () => void;
}

/** Who, and what: a person or a post; the whole organisation or a unit with everything below it. */
export function GiveRight({ part, onClose, onDone }: GiveRightProps) {
  const client = useClient();
  const form = useId();
  const me = useMe();
  const whole = part.unit === undefined && mayAdminister(me, part.organisation);
  const [who, setWho] = useState<Actor>();
  const [unit, setUnit] = useState<{ id: number; name: string } | undefined>(
    part.unit === undefined ? undefined : { id: part.unit, name: part.name },
  );
  const [narrow, setNarrow] = useState(!whole);
  const { run, busy, error } = useAct();
  const ready = who && (!narrow || unit);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!who || !ready) return;
    void run(async () => {
      await client.call("give_administration", {
        organisation: part.organisation,
        ...(narrow && unit ? { unit: unit.id } : {}),
        ...(who.kind === "post" ? { post: who.id } : { person: who.id }),
      });
      onDone();
    });
  };
  return (
    <Dialog
      tall
      title={t`Дать право управлять`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        <Button look="main" type="submit" form={form} busy={busy} disabled={!ready}>
          {t`Дать право`}
        </Button>
      }
    >
      <form id={form} className="stack form" onSubmit={submit}>
        <p className="dim">
          {t`Право менять подразделения и должности, назначать, увольнять, приглашать и давать это право другим. Право должности переходит вместе с ней, право человека остаётся с ним.`}
        </p>
        {part.unit === undefined ? (
          <fieldset className="stack">
            <legend className="b">{t`Чем управлять`}</legend>
            {whole && (
              <Check name="part" label={t`Вся организация`} checked={!narrow} onChange={() => setNarrow(false)} />
            )}
            {whole && (
              <Check
                name="part"
                label={t`Одно подразделение`}
                hint={t`И всё, что в него входит`}
                checked={narrow}
                onChange={() => setNarrow(true)}
              />
            )}
            {narrow &&
              (unit ? (
                <Chosen name={unit.name} onOther={() => setUnit(undefined)} />
              ) : (
                <UnitPicker label={t`Подразделение`} organisation={part.organisation} onChoose={setUnit} />
              ))}
          </fieldset>
        ) : (
          <p>{t`Подразделение: ${part.name}, и всё, что в него входит.`}</p>
        )}
        {who ? (
          <div className="line">
            <ActorAvatar actor={who} id={who.id} size="m" />
            <span className="row__body grow">
              <ActorName actor={who} />
              <span className="t1 dim">{actorLine(who) || t`Право самого человека`}</span>
            </span>
            <Button look="quiet" onClick={() => setWho(undefined)}>{t`Другой`}</Button>
          </div>
        ) : (
          <PeoplePicker single label={t`Кому: имя или должность`} chosen={[]} onChange={([card]) => setWho(card)} />
        )}
        {error && (
          <p className="field__error" role="alert">
            {error}
          </p>
        )}
      </form>
    </Dialog>
  );
}

function Chosen({ name, onOther }: { name: string; onOther: () => void }) {
  return (
    <div className="line">
      <b className="grow place__name">{name}</b>
      <Button look="quiet" onClick={onOther}>{t`Другое подразделение`}</Button>
    </div>
  );
}
