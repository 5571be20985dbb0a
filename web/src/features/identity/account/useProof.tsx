import { t } from "@lingui/core/macro";
import { Fingerprint } from "lucide-react";
import { type FormEvent, type ReactNode, useCallback, useState } from "react";
import { useClient } from "../../../common/client";
import { errorText } from "../../../common/trouble";
import { asVecheError } from "../../../core";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { PasswordField } from "../../../ui/Field";
import { isChange, passkeysHere } from "../passkeys";
import CodeField from "../ways/CodeField";

/** Runs what may need a proof of who is at the device: asks for it when the server does, then goes on. */
export function useProof(): { guard: (work: () => Promise<void>) => Promise<void>; question: ReactNode } {
  const [asked, setAsked] = useState<(proved: boolean) => void>();
  const guard = useCallback(async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (thrown) {
      if (asVecheError(thrown).code !== "proof_needed") throw thrown;
      const proved = await new Promise<boolean>((resolve) => setAsked(() => resolve));
      setAsked(undefined);
      if (proved) await work();
    }
  }, []);
  return { guard, question: asked && <Question onDone={() => asked(true)} onClose={() => asked(false)} /> };
}

function Question({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const client = useClient();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [factor, setFactor] = useState(false);
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setError(undefined);
    try {
      await work();
      onDone();
    } catch (thrown) {
      const needed = asVecheError(thrown).code === "second_factor_needed";
      if (needed) setFactor(true);
      else if (!isChange(thrown)) setError(errorText(thrown));
    } finally {
      setBusy(false);
    }
  };
  const byPassword = (event: FormEvent) => {
    event.preventDefault();
    void run(() => client.call("prove", { password, ...(code ? { code } : {}) }));
  };
  const byPasskey = () =>
    run(async () => {
      const { signChallenge } = await import("../ways/signing");
      const passkey = await signChallenge(await client.call("get_proof_challenge", {}));
      await client.call("prove", { passkey });
    });
  return (
    <Dialog title={t`Подтвердите, что это вы`} closeLabel={t`Закрыть`} onClose={onClose}>
      <form className="stack form" onSubmit={byPassword} noValidate>
        <p className="dim">{t`Так никто не изменит защиту вашего входа на оставленном открытым устройстве.`}</p>
        {passkeysHere() && (
          <Button wide busy={busy} onClick={() => void byPasskey()}>
            <Fingerprint className="i i--s" aria-hidden="true" />
            {t`Ключом доступа`}
          </Button>
        )}
        <PasswordField
          label={t`Пароль`}
          showLabel={t`Показать пароль`}
          hideLabel={t`Скрыть пароль`}
          value={password}
          autoComplete="current-password"
          maxLength={256}
          error={error}
          data-first=""
          onChange={(event) => setPassword(event.target.value)}
        />
        {factor && <CodeField value={code} onChange={setCode} />}
        <Button look="main" wide type="submit" busy={busy} disabled={password === ""}>{t`Подтвердить`}</Button>
      </form>
    </Dialog>
  );
}
