import { t } from "@lingui/core/macro";
import { useClient, useMe } from "../../common/client";
import { mayAdminister } from "../../common/scope";
import { orToast, useAct } from "../../common/useAct";
import type { UnitView } from "../../core";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { toast } from "../../ui/Toasts";
import { UnitPicker } from "./UnitPicker";

interface MoveUnitProps {
  view: UnitView;
  onClose: () => void;
  onChanged: () => void;
}

/** Elsewhere in the tree, with everything that is in the unit. */
export function MoveUnit({ view: { unit }, onClose, onChanged }: MoveUnitProps) {
  const client = useClient();
  const me = useMe();
  const { run, busy, error } = useAct();
  const hang = (parent: number | undefined) =>
    client.call("move_unit", { unit: unit.id, ...(parent ? { parent } : {}) }).then(onChanged);
  const move = (parent?: { id: number; name: string }) =>
    run(async () => {
      await hang(parent?.id);
      toast(parent ? t`Подразделение теперь здесь: ${parent.name}` : t`Подразделение теперь на верхнем уровне`, {
        act: { label: t`Вернуть`, run: () => orToast(hang(unit.parent)) },
      });
      onClose();
    });
  return (
    <Dialog
      tall
      title={t`Перенести подразделение`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        unit.parent !== undefined &&
        mayAdminister(me, unit.organisation) && (
          <Button busy={busy} onClick={() => void move()}>{t`На верхний уровень`}</Button>
        )
      }
    >
      <p className="dim">{t`${unit.name}. Перенесётся со всеми подразделениями и должностями внутри, переписка останется при должностях.`}</p>
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
      <UnitPicker
        label={t`Куда перенести`}
        organisation={unit.organisation}
        without={unit.id}
        onChoose={(to) => void move(to)}
      />
    </Dialog>
  );
}
