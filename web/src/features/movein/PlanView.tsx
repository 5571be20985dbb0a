import { t } from "@lingui/core/macro";
import { ArrowLeft, FlaskConical } from "lucide-react";
import { useState } from "react";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import { Button } from "../../ui/Button";
import { Banner, RowSkeletons } from "../../ui/States";
import { toast } from "../../ui/Toasts";
import { ChatFacts } from "./ChatFacts";
import { ChatsChoice } from "./ChatsChoice";
import { Reading } from "./Reading";
import { type Import, type Plan, sourceName } from "./shapes";
import { useImport } from "./useImports";

/** The dry run of one export: what is in it, what will be lost, which chats come along. */
export function PlanView({ id, onClose }: { id: number; onClose: () => void }) {
  const { one, error, again } = useImport(id);
  return (
    <section className="card stack form">
      <div className="line wrap">
        <Button look="quiet" onClick={onClose}>
          <ArrowLeft className="i i--s" aria-hidden="true" />
          {t`К списку переносов`}
        </Button>
      </div>
      {error && <p className="field__error">{error}</p>}
      {!one && !error && <RowSkeletons count={3} label={t`Загружаем проверку`} />}
      {one?.state === "planning" && <Looking />}
      {one?.state === "failed" && !one.plan && (
        <p className="field__error" role="alert">
          {one.reason || one.error}
        </p>
      )}
      {one?.plan && <Planned one={one} plan={one.plan} onAgain={again} onClose={onClose} />}
    </section>
  );
}

function Looking() {
  return (
    <>
      <p role="status">{t`Смотрим, что в выгрузке`}</p>
      <progress className="progress" aria-label={t`Смотрим, что в выгрузке`} />
      <p className="dim">{t`Большую выгрузку читаем несколько минут. Страницу можно закрыть, проверка останется в списке.`}</p>
    </>
  );
}

interface PlannedProps {
  one: Import;
  plan: Plan;
  onAgain: () => void;
  onClose: () => void;
}

function Planned({ one, plan, onAgain, onClose }: PlannedProps) {
  const [chosen, setChosen] = useState<readonly number[]>(plan.chats.length === 1 ? [plan.chats[0]?.number ?? 0] : []);
  const [title, setTitle] = useState("");
  const [cut, setCut] = useState(false);
  const { busy, error, start } = useStarting(one, onClose);
  const [only] = plan.chats;
  const single = plan.chats.length === 1 ? only : undefined;
  const source = sourceName(plan.format);
  return (
    <>
      <Banner look="accent" box icon={<FlaskConical className="i" aria-hidden="true" />}>
        {t`Пока это проверка: ничего не изменено. Отменить перенос целиком можно в течение суток.`}
      </Banner>
      <h2 className="t4">{single ? single.name : t`${source}: чатов в выгрузке ${plan.chats.length}`}</h2>
      {single ? (
        <ChatFacts chat={single} title={title} onTitle={setTitle} />
      ) : (
        <ChatsChoice chats={plan.chats} chosen={chosen} onChange={setChosen} />
      )}
      {one.state === "planned" && <Reading one={one} plan={plan} onChanged={onAgain} />}
      {plan.cut && (
        <label className="check">
          <input type="checkbox" checked={cut} onChange={(event) => setCut(event.target.checked)} />
          {t`Файл обрывается на середине. Перенести то, что в нём цело`}
        </label>
      )}
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
      <div className="line wrap">
        <Button
          look="main"
          busy={busy}
          disabled={chosen.length === 0 || (plan.cut && !cut)}
          onClick={() => start(chosen, { title, allow_cut: cut })}
        >
          {chosen.length > 1 ? t`Перенести чатов: ${chosen.length}` : t`Перенести`}
        </Button>
        <Button onClick={onClose}>{t`Не сейчас`}</Button>
      </div>
    </>
  );
}

/** Each chosen chat becomes an import of its own; those behind a trouble are not begun. */
function useStarting(one: Import, onDone: () => void) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const start = (chats: readonly number[], how: { title: string; allow_cut: boolean }) =>
    void run(async () => {
      for (const chat of chats) {
        const { title, allow_cut } = how;
        await client.call("start_import", {
          import: one.id,
          chat,
          ...(title.trim() && chats.length === 1 ? { title: title.trim() } : {}),
          ...(allow_cut ? { allow_cut } : {}),
        });
      }
      toast(t`Перенос начался`);
      onDone();
    });
  return { busy, error, start };
}
