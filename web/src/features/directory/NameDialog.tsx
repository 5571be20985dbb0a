import { t } from "@lingui/core/macro";
import { type FormEvent, useId, useState } from "react";
import { useAct } from "../../common/useAct";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";

interface NameDialogProps {
  title: string;
  label: string;
  act: string;
  name?: string;
  onSave: (name: string) => Promise<void>;
  onClose: () => void;
}

/** One field and a button: a name for something new, or another name. */
export function NameDialog({ title, label, act, name: given = "", onSave, onClose }: NameDialogProps) {
  const form = useId();
  const [name, setName] = useState(given);
  const { run, busy, error } = useAct();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      await onSave(name.trim());
      onClose();
    });
  };
  return (
    <Dialog
      title={title}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose}>{t`Отменить`}</Button>
          <Button look="main" type="submit" form={form} busy={busy} disabled={name.trim() === ""}>
            {act}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit}>
        <Field
          label={label}
          value={name}
          maxLength={80}
          required
          data-first=""
          error={error}
          onChange={(event) => setName(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
