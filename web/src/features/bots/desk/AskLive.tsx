import { t } from "@lingui/core/macro";
import { type FormEvent, useState } from "react";
import { useClient } from "../../../common/client";
import { useAct } from "../../../common/useAct";
import { Button } from "../../../ui/Button";
import { TextArea } from "../../../ui/Field";
import { Banner } from "../../../ui/States";
import { toast } from "../../../ui/Toasts";
import type { MyBot } from "./shapes";

/** A live key is given after an administrator has looked at the bot. */
export function AskLive({ bot, onAsked }: { bot: MyBot; onAsked: () => void }) {
  const client = useClient();
  const [purpose, setPurpose] = useState("");
  const { run, busy, error } = useAct();
  if (bot.live === "asked") {
    return (
      <Banner look="accent" box icon={null}>
        {t`Заявка у администратора. Когда он ответит, здесь появится ключ или причина отказа.`}
      </Banner>
    );
  }
  const ask = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      await client.call("ask_live_key", { bot: bot.id, purpose: purpose.trim() });
      toast(t`Заявка отправлена`);
      onAsked();
    });
  };
  return (
    <form className="stack" onSubmit={ask}>
      {bot.live === "refused" && (
        <Banner look="danger" box icon={null}>
          {t`В прошлый раз администратор отказал. Можно исправить и подать снова.`}
        </Banner>
      )}
      <TextArea
        label={t`Что бот делает и для кого`}
        hint={t`Это прочтёт администратор: он решает, может ли бот отвечать всем`}
        value={purpose}
        required
        maxLength={2000}
        error={error}
        onChange={(event) => setPurpose(event.target.value)}
      />
      <div className="line">
        <Button look="main" type="submit" busy={busy}>{t`Подать заявку`}</Button>
      </div>
    </form>
  );
}
