import { t } from "@lingui/core/macro";
import { KeyRound } from "lucide-react";
import { Copied } from "../../../common/Copied";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Banner } from "../../../ui/States";
import type { MyBot } from "./shapes";

/** The key of a bot, this once, with what a program needs beside it. */
export function TokenDialog({ bot, token, onClose }: { bot: MyBot; token: string; onClose: () => void }) {
  const name = bot.name;
  return (
    <Dialog
      title={t`Ключ бота «${name}»`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={<Button look="main" onClick={onClose}>{t`Ключ записан`}</Button>}
    >
      <div className="stack">
        <Banner look="warn" box icon={<KeyRound className="i" aria-hidden="true" />}>
          {t`Второй раз ключ не показать. Если он потеряется, сделайте новый: старый в тот же миг перестанет действовать.`}
        </Banner>
        <Copied label={t`Ключ`} value={token} first />
        <Copied label={t`Адрес Bot API`} value={`${location.origin}/bot-api/`} />
        <p className="t1 dim">
          {t`Храните ключ как пароль: не в коде и не в чатах. Кто его знает, тот пишет от имени бота.`}
        </p>
      </div>
    </Dialog>
  );
}
