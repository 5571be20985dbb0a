import { t } from "@lingui/core/macro";
import { type FormEvent, useId, useState } from "react";
import { useClient } from "../../../common/client";
import { useAct } from "../../../common/useAct";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Field, TextArea } from "../../../ui/Field";
import type { MyBot } from "./shapes";

interface NewBotProps {
  by: string;
  onClose: () => void;
  onMade: (bot: MyBot, token: string | undefined) => void;
}

/** The bot-maker: what a bot is called and what it is for. */
export function NewBot({ by, onClose, onMade }: NewBotProps) {
  const client = useClient();
  const form = useId();
  const [name, setName] = useState("");
  const [username, setUsername] = useState("");
  const [about, setAbout] = useState("");
  const [purpose, setPurpose] = useState("");
  const { run, busy, error } = useAct();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      const made = await client.call("create_bot", {
        name: name.trim(),
        username: username.trim().replace(/^@/, ""),
        about: about.trim(),
        purpose: purpose.trim(),
      });
      onMade(made.bot, made.token);
    });
  };
  return (
    <Dialog
      title={t`Новый бот`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose}>{t`Не создавать`}</Button>
          <Button look="main" type="submit" form={form} busy={busy}>
            {by === "approval" ? t`Отправить на рассмотрение` : t`Создать`}
          </Button>
        </>
      }
    >
      <form id={form} className="stack form" onSubmit={submit}>
        <Field
          label={t`Название`}
          hint={t`Его увидят рядом со словом «бот»`}
          value={name}
          required
          maxLength={64}
          data-first=""
          onChange={(event) => setName(event.target.value)}
        />
        <Field
          label={t`Короткое имя`}
          hint={t`Латиницей, в конце bot. Если оставить пустым, составим из названия`}
          value={username}
          maxLength={40}
          placeholder="zapis_na_priyom_bot"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => setUsername(event.target.value)}
        />
        <TextArea
          label={t`Что он умеет`}
          hint={t`Одна–две фразы для тех, кто откроет бота`}
          value={about}
          maxLength={1000}
          onChange={(event) => setAbout(event.target.value)}
        />
        {by === "approval" && (
          <TextArea
            label={t`Зачем он нужен`}
            hint={t`Это прочтёт администратор, который решает`}
            value={purpose}
            required
            maxLength={2000}
            onChange={(event) => setPurpose(event.target.value)}
          />
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
