import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { useClient, useHat, useMe } from "../../common/client";
import { type Reported, useReporting } from "../../common/report";
import { useAct } from "../../common/useAct";
import { Button } from "../../ui/Button";
import { Check } from "../../ui/Check";
import { Dialog } from "../../ui/Dialog";
import { TextArea } from "../../ui/Field";
import { toast } from "../../ui/Toasts";
import { REASONS, type Reason, reasonName } from "./reasons";

/** Why something should be looked at. */
export default function ReportDialog({ about }: { about: Reported }) {
  const client = useClient();
  const me = useMe();
  const hat = useHat();
  const close = () => useReporting.getState().ask(null);
  const [reason, setReason] = useState<Reason>();
  const [note, setNote] = useState("");
  const { run, busy, error } = useAct();
  const count = about.seqs?.length ?? 0;
  const send = () =>
    void run(async () => {
      if (!reason) return;
      await client.call("report", {
        ...about,
        reason,
        ...(note.trim() ? { note: note.trim() } : {}),
        ...(hat === me.id ? {} : { as: hat }),
      });
      close();
      toast(t`Жалоба отправлена администраторам`);
    });
  return (
    <Dialog
      title={t`Пожаловаться`}
      onClose={close}
      acts={
        <>
          <Button onClick={close}>{t`Отмена`}</Button>
          <Button look="main" busy={busy} disabled={!reason} onClick={send}>{t`Отправить`}</Button>
        </>
      }
    >
      <fieldset className="stack stack--tight bare">
        <legend className="vh">{t`Что случилось`}</legend>
        {REASONS.map((one) => (
          <Check
            key={one}
            name="reason"
            label={reasonName(one)}
            checked={reason === one}
            onChange={() => setReason(one)}
          />
        ))}
      </fieldset>
      <TextArea
        label={t`Пояснение`}
        value={note}
        maxLength={1000}
        onChange={(event) => setNote(event.target.value)}
        error={error}
      />
      <p className="t1 dim">
        {count > 0
          ? plural(count, {
              one: "Администратор, который возьмёт жалобу, увидит # сообщение. После ответа оно из жалобы удаляется.",
              few: "Администратор, который возьмёт жалобу, увидит # сообщения. После ответа они из жалобы удаляются.",
              many: "Администратор, который возьмёт жалобу, увидит # сообщений. После ответа они из жалобы удаляются.",
              other: "Администратор, который возьмёт жалобу, увидит # сообщения. После ответа они из жалобы удаляются.",
            })
          : t`Переписку администраторы не увидят. Чтобы показать сообщение, пожалуйтесь на него самого.`}
      </p>
    </Dialog>
  );
}
