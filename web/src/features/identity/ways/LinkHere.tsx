import "../../../ui/styles/safety.css";
import { t } from "@lingui/core/macro";
import { ShieldAlert } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { useClient } from "../../../common/client";
import { errorText } from "../../../common/trouble";
import type { Answer } from "../../../core";
import { Button } from "../../../ui/Button";
import { Banner } from "../../../ui/States";
import { deviceName } from "../device";
import type { Way } from "../SignIn";
import { countdown, useWait } from "../useWait";
import { Qr } from "./Qr";

type Begun = Answer<"begin_device_link">;
const LOOK_MS = 1500;
const LIFE_SECONDS = 120;

/** The new device: shows a code for one that is signed in, and waits until its owner says yes there. */
export default function LinkHere({ onWay }: { onWay: (way: Way) => void }) {
  const { begun, state, error, again } = useLink();
  const wait = useWait();
  const { start } = wait;
  useEffect(() => {
    if (begun) start(LIFE_SECONDS); // not by `expires_at`: the clock of this device may be wrong
  }, [begun, start]);
  const left = countdown(wait.left);
  const over = state === "refused" || state === "elsewhere" || state === "expired";
  return (
    <>
      <div className="stack">
        <h1 className="t5">{t`Войти с помощью телефона`}</h1>
        <p className="t3 dim">{t`Подойдёт любое устройство, где вы уже вошли в Вече.`}</p>
      </div>
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
      {over ? (
        <Over state={state} />
      ) : (
        begun && (state === "seen" ? <Chosen number={begun.number} /> : <Code begun={begun} left={left} />)
      )}
      <div className="line wrap">
        {(over || error) && <Button look="main" onClick={again}>{t`Показать новый код`}</Button>}
        <Button look="quiet" onClick={() => onWay("password")}>{t`Войти по паролю`}</Button>
      </div>
    </>
  );
}

function useLink() {
  const client = useClient();
  const [round, setRound] = useState(0);
  const [begun, setBegun] = useState<Begun>();
  const [state, setState] = useState("shown");
  const [error, setError] = useState<string>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round is another code
  useEffect(() => {
    let live = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (secret: string) => {
      try {
        const progress = await client.enter("poll_device_link", { secret });
        if (!live) return;
        setState(progress.state);
        if (progress.state !== "shown" && progress.state !== "seen") return;
      } catch {
        // The network comes and goes; the code does not change by that.
      }
      if (live) timer = setTimeout(() => void look(secret), LOOK_MS);
    };
    setError(undefined);
    setState("shown");
    client.call("begin_device_link", { device_name: deviceName(navigator.userAgent) }).then(
      (made) => {
        if (!live) return;
        setBegun(made);
        void look(made.secret);
      },
      (thrown: unknown) => live && setError(errorText(thrown)),
    );
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }, [client, round]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  return { begun, state, error, again };
}

function Code({ begun, left }: { begun: Begun; left: string }) {
  return (
    <div className="linking">
      <Qr text={begun.link} label={t`QR-код для входа`} />
      <div className="stack">
        <ol className="steps stack">
          <li>{t`Откройте Вече на устройстве, где вы вошли.`}</li>
          <li>{t`Настройки, Устройства, «Подключить устройство».`}</li>
          <li>{t`Наведите камеру на этот код или введите его:`}</li>
        </ol>
        <output className="t4 b code">{begun.code}</output>
        <p className="t1 dimmer">{t`Действует ещё ${left}. Не пересылайте код: по пересланному никто не войдёт.`}</p>
      </div>
    </div>
  );
}

function Chosen({ number }: { number: number }) {
  return (
    <div className="stack" role="status">
      <p className="t3">{t`Код прочитан. На том устройстве выберите это число:`}</p>
      <output className="number">{number}</output>
      <p className="t1 dimmer">{t`Никому его не называйте: поддержка никогда о нём не спрашивает.`}</p>
    </div>
  );
}

function Over({ state }: { state: string }) {
  const words: Record<string, string> = {
    refused: t`На другом устройстве сказали «нет» или выбрали не то число. Вход не состоялся.`,
    elsewhere: t`Код открыли не там, где он показан, и поэтому он отменён. Сканируйте его внутри Вече: Настройки, Устройства.`,
    expired: t`Две минуты прошли, код больше не действует.`,
  };
  return (
    <Banner box look="warn" icon={<ShieldAlert className="i" aria-hidden="true" />}>
      {words[state]}
    </Banner>
  );
}
