import { t } from "@lingui/core/macro";
import { LayoutGrid } from "lucide-react";
import { useClient, useMe } from "../../common/client";
import { dayAndTime } from "../../common/dates";
import { useAct } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import { ActorAvatar } from "../../common/Who";
import type { Answer } from "../../core";
import { Button } from "../../ui/Button";
import { Empty, RowSkeletons } from "../../ui/States";
import { toast } from "../../ui/Toasts";
import { deviceStorage } from "./deviceStorage";
import { fieldName, useBot } from "./fields";

type Consents = Answer<"list_consents">;
type Consent = Consents["consents"][number];

/** What I let apps have, and one press to take it back. */
export default function ConsentsPane() {
  const client = useClient();
  const { value, error, again } = useAsk("consents", () => client.call("list_consents", {}));
  return (
    <section className="card stack form">
      <h2 className="t3 b">{t`Что вы передали приложениям`}</h2>
      {error && <p className="field__error">{error}</p>}
      {!value && !error && <RowSkeletons count={3} label={t`Загружаем согласия`} />}
      {value?.consents.length === 0 && (
        <Empty icon={<LayoutGrid className="i i--l" aria-hidden="true" />} title={t`Ничего`}>
          <p>{t`Когда вы откроете мини-приложение, здесь будет видно, что оно о вас знает.`}</p>
        </Empty>
      )}
      <ul className="stack">
        {value?.consents.map((consent) => (
          <Line key={consent.id} consent={consent} publicKey={value.public_key} onRevoked={again} />
        ))}
      </ul>
      {value && value.consents.length > 0 && (
        <p className="t1 dim">{t`Отзыв действует со следующего запуска. Что приложение уже узнало, удаляет его владелец: попросите его об этом.`}</p>
      )}
    </section>
  );
}

interface LineProps {
  consent: Consent;
  publicKey: string;
  onRevoked: () => void;
}

function Line({ consent, publicKey, onRevoked }: LineProps) {
  const client = useClient();
  const me = useMe();
  const bot = useBot(consent.bot, consent.title);
  const { run, busy, error } = useAct();
  const revoke = () =>
    void run(async () => {
      await client.call("revoke_consent", { bot: consent.bot });
      deviceStorage(localStorage, me.id, consent.bot).clear();
      toast(t`Отозвано: ${consent.title}`);
      onRevoked();
    });
  const fields = consent.fields.map(fieldName).join(", ");
  return (
    <li className="line top">
      <ActorAvatar actor={bot} id={consent.bot} size="m" />
      <span className="row__body grow">
        <b className="cut">{consent.title}</b>
        <span className="t1">{fields || t`Только номер в этом Вече и язык`}</span>
        <span className="t1 dim">{dayAndTime(consent.given_at, Date.now())}</span>
        <a
          className="t1"
          download={`veche-consent-${consent.id}.json`}
          href={receiptFile(consent, publicKey)}
        >{t`Квитанция с подписью`}</a>
        {error && <span className="field__error">{error}</span>}
      </span>
      <Button look="danger-quiet" busy={busy} aria-label={t`Отозвать: ${consent.title}`} onClick={revoke}>
        {t`Отозвать`}
      </Button>
    </li>
  );
}

/** The receipt as it was signed, with what is needed to check it anywhere. */
function receiptFile({ receipt, signature }: Consent, publicKey: string): string {
  const file = JSON.stringify({ receipt, signature, public_key: publicKey, algorithm: "Ed25519" }, null, 2);
  return `data:application/json;charset=utf-8,${encodeURIComponent(file)}`;
}
