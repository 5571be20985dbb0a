import { t } from "@lingui/core/macro";
import { type FormEvent, useEffect, useId, useState } from "react";
import { useClient } from "../../../common/client";
import { useAct } from "../../../common/useAct";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Field } from "../../../ui/Field";
import type { QuestionProps } from "./AppQuestion";

const CODE = "client.request_phone";

/** A phone number for the app: typed by the person, signed by the server if the installation lets it. */
export function ContactQuestion({ question, app }: QuestionProps) {
  const client = useClient();
  const form = useId();
  const [phone, setPhone] = useState("");
  const { run, busy, error } = useAct();
  const wanted = app.wanted?.find((one) => one.field === "phone");
  const { refuse } = question;
  useEffect(() => {
    if (!wanted) refuse(`${CODE}.not_declared`);
  }, [wanted, refuse]);
  if (!wanted) return null;
  const digits = phone.replace(/[\s()-]/g, "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      const shared = await client.call("share_contact", { bot: app.bot, phone: digits });
      question.give({ phone: shared.phone, authDate: shared.auth_date, hash: shared.hash });
    });
  };
  return (
    <Dialog
      title={t`Передать номер телефона?`}
      onClose={() => refuse(`${CODE}.cancelled`)}
      acts={
        <>
          <Button onClick={() => refuse(`${CODE}.cancelled`)}>{t`Не передавать`}</Button>
          <Button look="main" type="submit" form={form} busy={busy} disabled={!/^\+?\d{7,15}$/.test(digits)}>
            {t`Передать номер`}
          </Button>
        </>
      }
    >
      <form id={form} className="stack form" onSubmit={submit} noValidate>
        <p>{t`Приложение «${app.title}» просит номер.`}</p>
        <p className="dim">{wanted.purpose}</p>
        <Field
          label={t`Ваш номер`}
          hint={t`В Вече номера не хранятся: напишите его. Он уйдёт только в это приложение.`}
          type="tel"
          autoComplete="tel"
          value={phone}
          maxLength={24}
          error={error}
          data-first=""
          onChange={(event) => setPhone(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
