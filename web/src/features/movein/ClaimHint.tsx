import { t } from "@lingui/core/macro";
import { History } from "lucide-react";
import { useState } from "react";
import { useClient, useConnection } from "../../common/client";
import { store } from "../../common/state";
import { useAct } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import type { ChatId } from "../../core";
import { Button } from "../../ui/Button";
import { Banner } from "../../ui/States";
import { toast } from "../../ui/Toasts";

const FIRST = 100;

/** Above a group that came along: somebody called like the reader wrote in it, and nobody has said who that is. */
export default function ClaimHint({ chat }: { chat: ChatId }) {
  const client = useClient();
  const online = useConnection().status === "online";
  const place = `veche.not_me.${chat}`;
  const [asked, setAsked] = useState(() => localStorage.getItem(place) === null);
  const { value } = useAsk(`hint ${chat} ${online} ${asked}`, async () =>
    online && asked ? client.call("list_placeholders", { chat, limit: FIRST }) : undefined,
  );
  const { run, busy, error } = useAct();
  const found = value?.placeholders.find(({ suggested, asked_by }) => suggested && asked_by === undefined);
  if (!asked || !found) return null;
  const { name } = found;
  const end = () => {
    store(place, "1");
    setAsked(false);
  };
  const claim = () =>
    void run(async () => {
      const { placeholder } = await client.call("claim_placeholder", { placeholder: found.actor });
      toast(placeholder.person === undefined ? t`Сказано. Подтвердит тот, кто перенёс чат` : t`Это вы`);
      end();
    });
  return (
    <Banner
      look="accent"
      icon={<History className="i" aria-hidden="true" />}
      act={
        <span className="line">
          <Button look="quiet" busy={busy} onClick={claim}>{t`Это я`}</Button>
          <Button look="quiet" onClick={end}>{t`Не я`}</Button>
        </span>
      }
    >
      {error ?? t`Здесь писал автор «${name}». Это вы?`}
    </Banner>
  );
}
