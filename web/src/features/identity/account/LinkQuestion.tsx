import "../../../ui/styles/safety.css";
import { t } from "@lingui/core/macro";
import { ShieldAlert } from "lucide-react";
import { useId, useState } from "react";
import { useClient } from "../../../common/client";
import { dayAndTime } from "../../../common/dates";
import { useAct } from "../../../common/useAct";
import type { Answer } from "../../../core";
import { Button } from "../../../ui/Button";
import { Seg } from "../../../ui/Choice";
import { Dialog } from "../../../ui/Dialog";
import { Banner } from "../../../ui/States";
import { deviceWords } from "./deviceWords";
import { useProof } from "./useProof";

interface LinkQuestionProps {
  code: string;
  seen: Answer<"view_device_link">;
  onDone: () => void;
  onClose: () => void;
}

/** Who wants to come in, from where, and the number that only the one before that screen can see. */
export function LinkQuestion({ code, seen, onDone, onClose }: LinkQuestionProps) {
  const client = useClient();
  const [number, setNumber] = useState(0);
  const { run, busy, error } = useAct();
  const { guard, question } = useProof();
  const id = useId();
  const refuse = () => {
    client.call("refuse_device_link", { code }).catch(() => undefined);
    onClose();
  };
  const confirm = () =>
    run(() =>
      guard(async () => {
        await client.call("confirm_device_link", { code, number });
        onDone();
      }),
    );
  return (
    <Dialog
      alert
      title={t`Подключить новое устройство?`}
      onClose={refuse}
      acts={
        <>
          <Button look="danger-quiet" data-first="" onClick={refuse}>{t`Это не я`}</Button>
          <Button look="main" busy={busy} disabled={number === 0} onClick={() => void confirm()}>
            {t`Это я, подключить`}
          </Button>
        </>
      }
    >
      <div className="stack form">
        <p className="dim">{t`Кто-то входит под вашим именем. Подтвердите, только если это делаете вы сами и сейчас.`}</p>
        <Who seen={seen} />
        <p className="b" id={id}>{t`Какое число показано на новом устройстве?`}</p>
        <Seg<number>
          className="seg--wide"
          label={t`Какое число показано на новом устройстве?`}
          value={number}
          options={seen.numbers.map((value) => ({ value, label: String(value) }))}
          onChange={setNumber}
        />
        <Banner box look="warn" icon={<ShieldAlert className="i" aria-hidden="true" />}>
          {t`Поддержка никогда не просит подтвердить вход. Если вас просят по телефону или в чате, это обман.`}
        </Banner>
        {error && (
          <p className="field__error" role="alert">
            {error}
          </p>
        )}
      </div>
      {question}
    </Dialog>
  );
}

function Who({ seen }: { seen: Answer<"view_device_link"> }) {
  const time = dayAndTime(seen.at, Date.now());
  const address = seen.address || t`адрес неизвестен`;
  return (
    <>
      <dl className="kv t2 card">
        <dt>{t`Устройство`}</dt>
        <dd>
          <b>{deviceWords(seen.device_name)}</b>
        </dd>
        <dt>{t`Место`}</dt>
        <dd>{seen.same_network ? t`та же сеть, что и здесь (${address})` : t`другая сеть, адрес ${address}`}</dd>
        <dt>{t`Время`}</dt>
        <dd>{time}</dd>
        <dt>{t`Увидит`}</dt>
        <dd>{t`все ваши чаты и должности`}</dd>
      </dl>
      {!seen.same_network && (
        <Banner box look="danger" icon={<ShieldAlert className="i" aria-hidden="true" />}>
          {t`Новое устройство не в вашей сети. Так бывает с мобильным интернетом, но так же выглядит и кража: убедитесь, что оно перед вами.`}
        </Banner>
      )}
    </>
  );
}
