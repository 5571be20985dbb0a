import { t } from "@lingui/core/macro";
import { Flag, Plus } from "lucide-react";
import { useState } from "react";
import { useClient } from "../../common/client";
import { useAsk } from "../../common/useAsk";
import { Button } from "../../ui/Button";
import { Empty, RowSkeletons } from "../../ui/States";
import { Advising } from "./Advising";
import { Dashboard } from "./Dashboard";
import { Below } from "./Others";
import { PlanForm } from "./PlanForm";
import type { Summary } from "./shapes";
import "../../ui/styles/rollout.css";

/** The bodies that concern one: the first with a plan is open, another one is chosen above. */
export default function Rollouts() {
  const client = useClient();
  const { value, error, again } = useAsk("rollouts", () => client.call("list_rollouts", {}));
  const [chosen, setChosen] = useState<number>();
  if (!value) {
    return error ? <p className="field__error">{error}</p> : <RowSkeletons count={4} label={t`Загружаем планы`} />;
  }
  const { rollouts } = value;
  const shown = rollouts.find((one) => one.organisation === chosen) ?? rollouts.find((one) => one.plan) ?? rollouts[0];
  if (!shown) {
    return (
      <Empty icon={<Flag className="i i--l" aria-hidden="true" />} title={t`Переезжать пока некому`}>
        <p>{t`Сначала заведите организацию в справочнике: здесь появится её план.`}</p>
      </Empty>
    );
  }
  return (
    <div className="stack">
      {rollouts.length > 1 && (
        <div className="field ro-choice">
          <label htmlFor="ro-organisation">{t`Организация`}</label>
          <select
            id="ro-organisation"
            className="input"
            value={shown.organisation}
            onChange={(event) => setChosen(Number(event.target.value))}
          >
            {rollouts.map((one) => (
              <option key={one.organisation} value={one.organisation}>
                {one.name}
              </option>
            ))}
          </select>
        </div>
      )}
      <Body key={shown.organisation} summary={shown} onBegun={again} />
    </div>
  );
}

function Body({ summary, onBegun }: { summary: Summary; onBegun: () => void }) {
  const [form, setForm] = useState(false);
  const { plan, may_manage: manages, organisation, name } = summary;
  return (
    <>
      {plan && <Dashboard plan={plan.id} />}
      {(!plan || plan.closed) && (
        <Empty
          icon={<Flag className="i i--l" aria-hidden="true" />}
          title={plan ? t`План закрыт` : t`У этой организации плана пока нет`}
          acts={
            manages && (
              <Button look="main" onClick={() => setForm(true)}>
                <Plus className="i i--s" aria-hidden="true" />
                {t`Начать план`}
              </Button>
            )
          }
        >
          <p>{t`Волны, сроки, приглашения и график: сроки организация задаёт сама.`}</p>
        </Empty>
      )}
      {manages && <Below summary={summary} />}
      {manages && <Advising summary={summary} />}
      {form && <PlanForm organisation={organisation} name={name} onDone={onBegun} onClose={() => setForm(false)} />}
    </>
  );
}
