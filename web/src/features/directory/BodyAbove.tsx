import { t } from "@lingui/core/macro";
import { type FormEvent, useId, useState } from "react";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import type { Organisation } from "../../core";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";

interface BodyAboveProps {
  organisation: Organisation;
  /** All of them, this one too. */
  among: readonly Organisation[];
  onClose: () => void;
  onDone: () => void;
}

/** The body that an organisation answers to. It advises and decides about channels; it does not rule. */
export function BodyAbove({ organisation, among, onClose, onDone }: BodyAboveProps) {
  const client = useClient();
  const form = useId();
  const field = useId();
  const [above, setAbove] = useState(organisation.above ?? 0);
  const { run, busy, error } = useAct();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      await client.call("set_body_above", { organisation: organisation.id, ...(above ? { above } : {}) });
      onDone();
    });
  };
  return (
    <Dialog
      title={t`Вышестоящая организация`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        <Button look="main" type="submit" form={form} busy={busy} disabled={above === (organisation.above ?? 0)}>
          {t`Сохранить`}
        </Button>
      }
    >
      <form id={form} className="stack form" onSubmit={submit}>
        <p>
          <b>{organisation.name}</b>
        </p>
        <p className="dim">{t`Вышестоящая организация отвечает на заявки учреждения о каналах, видит итоги переезда и советует. Сотрудниками и подразделениями она не управляет.`}</p>
        <label className="field" htmlFor={field}>
          {t`Кому подчиняется`}
        </label>
        <select
          id={field}
          className="input"
          data-first=""
          value={above}
          onChange={(event) => setAbove(Number(event.target.value))}
        >
          <option value={0}>{t`Никому на этом сервере`}</option>
          {among
            .filter(({ id }) => id !== organisation.id)
            .map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
        </select>
        {error && (
          <p className="field__error" role="alert">
            {error}
          </p>
        )}
      </form>
    </Dialog>
  );
}
