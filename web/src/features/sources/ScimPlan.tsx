import { t } from "@lingui/core/macro";
import { CircleAlert, FlaskConical } from "lucide-react";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import { Button } from "../../ui/Button";
import { Banner } from "../../ui/States";
import type { Scim } from "./shapes";

interface ScimPlanProps {
  state: Scim;
  onLook: (report: number) => void;
  onChanged: () => void;
}

/** Whether what the directory tells is applied at once, or waits until somebody has looked at it. */
export function ScimPlan({ state, onLook, onChanged }: ScimPlanProps) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const { organisation, users, applies, planning, import_id: plan, problem } = state;
  const ask = (command: "plan_scim" | "collect_scim") =>
    void run(async () => {
      await client.call(command, { organisation });
      onChanged();
    });
  const trouble = error ?? problem;
  return (
    <>
      {applies ? (
        <div className="stack stack--tight">
          <p className="dim">{t`Изменения из каталога применяются сразу; за сутки их можно отменить.`}</p>
          <div className="line">
            <Button busy={busy} onClick={() => ask("collect_scim")}>{t`Сначала смотреть план`}</Button>
          </div>
        </div>
      ) : (
        <Banner look="accent" box icon={<FlaskConical className="i" aria-hidden="true" />}>
          {users === 0
            ? t`Первые данные только собираются: в справочнике ничего не изменится, пока вы не посмотрите план.`
            : t`Каталог сообщил людей: ${users}. Они ждут плана, увольнения тоже; когда вы его примените, дальше всё применяется сразу.`}
        </Banner>
      )}
      {trouble && (
        <Banner look="warn" box icon={<CircleAlert className="i" aria-hidden="true" />}>
          {trouble}
        </Banner>
      )}
      {!applies && users > 0 && (
        <div className="line wrap">
          {plan && <Button look="main" onClick={() => onLook(plan)}>{t`Посмотреть план`}</Button>}
          <Button look={plan ? "soft" : "main"} busy={busy || planning === true} onClick={() => ask("plan_scim")}>
            {plan ? t`Составить заново` : t`Составить план`}
          </Button>
        </div>
      )}
    </>
  );
}
