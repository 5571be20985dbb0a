import { t } from "@lingui/core/macro";
import { Download, Undo2 } from "lucide-react";
import { useState } from "react";
import { useClient } from "../../common/client";
import { dayAndTime } from "../../common/dates";
import { useAct } from "../../common/useAct";
import { Button } from "../../ui/Button";
import { Check } from "../../ui/Check";
import { Dialog } from "../../ui/Dialog";
import type { StaffImport } from "./fields";
import { saveReport } from "./report";

/** What can be done with an import as it stands. */
export function Acts({ one, again }: { one: StaffImport; again: () => void }) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const report = () => void run(() => saveReport(client, one));
  return (
    <section className="card stack form">
      {one.state === "planned" && <Apply one={one} again={again} />}
      {one.state === "asking" && <Confirm one={one} again={again} />}
      {one.state === "done" && <Undo one={one} again={again} />}
      {one.state === "undone" && (
        <p>{t`Импорт отменён. Осталось на месте, потому что туда пришли люди: ${one.counts.stayed ?? 0}.`}</p>
      )}
      <div>
        <Button look="quiet" busy={busy} onClick={report}>
          <Download className="i i--s" aria-hidden="true" />
          {t`Скачать отчёт (CSV)`}
        </Button>
      </div>
      {error && <p className="field__error">{error}</p>}
    </section>
  );
}

interface ActProps {
  one: StaffImport;
  again: () => void;
}

function Apply({ one, again }: ActProps) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const [skip, setSkip] = useState(false);
  const errors = one.counts.errors ?? 0;
  const leave = one.counts.leave ?? 0;
  const apply = () =>
    void run(async () => {
      await client.call("apply_staff", { import: one.id, skip_errors: skip });
      again();
    });
  const drop = () =>
    void run(async () => {
      await client.call("cancel_staff", { import: one.id });
      again();
    });
  return (
    <>
      {errors > 0 && (
        <Check
          label={t`Взять остальные строки без ошибочных`}
          hint={t`Строк с ошибками: ${errors}. Без этой отметки ничего не изменится.`}
          checked={skip}
          onChange={setSkip}
        />
      )}
      {leave > 0 && (
        <p className="dim">{t`Уволится людей: ${leave}. Их должности станут вакантными, личные учётные записи останутся.`}</p>
      )}
      {error && <p className="field__error">{error}</p>}
      <div className="line wrap">
        <Button look="main" busy={busy} disabled={errors > 0 && !skip} onClick={apply}>{t`Выполнить`}</Button>
        <Button look="quiet" busy={busy} onClick={drop}>{t`Отказаться от импорта`}</Button>
      </div>
    </>
  );
}

function Confirm({ one, again }: ActProps) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const leave = one.counts.leave ?? 0;
  const confirm = () =>
    void run(async () => {
      await client.call("confirm_staff", { import: one.id });
      again();
    });
  return (
    <>
      <p>
        {one.mine
          ? t`Увольняется людей: ${leave}. Это много, поэтому подтвердить должен другой администратор: импорт ждёт его здесь же.`
          : t`Увольняется людей: ${leave}. Это много, поэтому нужно ваше подтверждение. Посмотрите, кто уволится.`}
      </p>
      {error && <p className="field__error">{error}</p>}
      {!one.mine && (
        <div>
          <Button look="danger" busy={busy} onClick={confirm}>{t`Подтвердить увольнение`}</Button>
        </div>
      )}
    </>
  );
}

function Undo({ one, again }: ActProps) {
  const client = useClient();
  const [asking, setAsking] = useState(false);
  const { run, busy, error } = useAct();
  const until = one.undo_until ?? 0;
  if (until < Date.now()) return null;
  const undo = () =>
    void run(async () => {
      await client.call("undo_staff", { import: one.id });
      setAsking(false);
      again();
    });
  const when = dayAndTime(until, Date.now());
  return (
    <>
      <p className="dim">{t`Отменить целиком можно до ${when}.`}</p>
      <div>
        <Button look="danger-quiet" onClick={() => setAsking(true)}>
          <Undo2 className="i i--s" aria-hidden="true" />
          {t`Отменить импорт`}
        </Button>
      </div>
      {asking && (
        <Dialog
          title={t`Отменить импорт?`}
          closeLabel={t`Закрыть`}
          onClose={() => setAsking(false)}
          acts={
            <>
              <Button data-first="" onClick={() => setAsking(false)}>{t`Не отменять`}</Button>
              <Button look="danger" busy={busy} onClick={undo}>{t`Отменить импорт`}</Button>
            </>
          }
        >
          <p className="dim">
            {t`Что импорт создал, исчезнет, что изменил, станет прежним. Кто уже вошёл по приглашению, останется со своей должностью.`}
          </p>
          {error && <p className="field__error">{error}</p>}
        </Dialog>
      )}
    </>
  );
}
