import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useClient } from "../../../common/client";
import { useAct } from "../../../common/useAct";
import { useAsk } from "../../../common/useAsk";
import type { Answer } from "../../../core";
import { Button } from "../../../ui/Button";
import { RowSkeletons, Tag } from "../../../ui/States";
import { toast } from "../../../ui/Toasts";
import { Passkeys } from "./Passkeys";
import { RecoveryCodes } from "./RecoveryCodes";
import { SecondFactorDialog } from "./SecondFactor";
import { useProof } from "./useProof";

/** What keeps one's account safe: passkeys, the second factor, recovery codes. */
export function Security() {
  const client = useClient();
  const { value, error, again } = useAsk("security", () => client.call("get_security", {}));
  const [codes, setCodes] = useState<readonly string[]>();
  if (error) return <p className="field__error">{error}</p>;
  if (!value) return <RowSkeletons count={4} label={t`Загружаем защиту входа`} />;
  return (
    <>
      <Passkeys safe={value} onChanged={again} />
      <SecondFactor
        on={value.second_factor}
        onCodes={(made) => {
          if (made.length > 0) setCodes(made);
          again();
        }}
      />
      <Codes
        safe={value}
        onCodes={(made) => {
          setCodes(made);
          again();
        }}
      />
      {codes && <RecoveryCodes codes={codes} onClose={() => setCodes(undefined)} />}
    </>
  );
}

type Taker = (codes: readonly string[]) => void;

function SecondFactor({ on, onCodes }: { on: boolean; onCodes: Taker }) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const { guard, question } = useProof();
  const [begun, setBegun] = useState<Answer<"begin_second_factor">>();
  const begin = () => run(() => guard(async () => setBegun(await client.call("begin_second_factor", {}))));
  const remove = () =>
    run(() =>
      guard(async () => {
        await client.call("remove_second_factor", {});
        toast(t`Второй шаг выключен`);
        onCodes([]);
      }),
    );
  return (
    <section className="card stack form">
      <div className="card__head">
        <h2 className="grow">{t`Второй шаг`}</h2>
        {on && <Tag look="ok">{t`включён`}</Tag>}
      </div>
      <p className="dim">
        {t`После пароля Вече спросит код из приложения-аутентификатора. Входу ключом доступа второй шаг не нужен.`}
      </p>
      {error && <p className="field__error">{error}</p>}
      <div className="line">
        {on ? (
          <Button look="danger-quiet" busy={busy} onClick={() => void remove()}>{t`Выключить второй шаг`}</Button>
        ) : (
          <Button busy={busy} onClick={() => void begin()}>{t`Включить второй шаг`}</Button>
        )}
      </div>
      {begun && (
        <SecondFactorDialog
          begun={begun}
          onClose={() => setBegun(undefined)}
          onCodes={(made) => {
            setBegun(undefined);
            toast(t`Второй шаг включён`);
            onCodes(made);
          }}
        />
      )}
      {question}
    </section>
  );
}

function Codes({ safe, onCodes }: { safe: Answer<"get_security">; onCodes: Taker }) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const { guard, question } = useProof();
  const left = safe.recovery_codes_left;
  const make = () => run(() => guard(async () => onCodes((await client.call("make_recovery_codes", {})).codes)));
  return (
    <section className="card stack form">
      <div className="card__head">
        <h2 className="grow">{t`Коды восстановления`}</h2>
        <Tag look={left > 2 ? "ok" : "warn"}>{t`осталось: ${left}`}</Tag>
      </div>
      <p className="dim">{t`По такому коду можно войти, когда потеряны и пароль, и устройства. Каждый действует один раз.`}</p>
      {error && <p className="field__error">{error}</p>}
      <div className="line">
        <Button busy={busy} onClick={() => void make()}>
          {left > 0 ? t`Сделать новые вместо старых` : t`Сделать коды`}
        </Button>
      </div>
      {question}
    </section>
  );
}
