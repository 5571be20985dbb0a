import "../../../ui/styles/safety.css";
import { t } from "@lingui/core/macro";
import { Camera, CircleCheck } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { watchCamera } from "../../../common/camera";
import { useClient } from "../../../common/client";
import { errorText } from "../../../common/trouble";
import type { Answer } from "../../../core";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Field } from "../../../ui/Field";
import { Banner } from "../../../ui/States";
import { LinkQuestion } from "./LinkQuestion";
import { codeOf } from "./scan";

interface Found {
  code: string;
  seen: Answer<"view_device_link">;
}

/** The device that is signed in: reads the code of the new one, shows who asks, and lets it in. */
export default function LinkDevice({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const [found, setFound] = useState<Found>();
  const [done, setDone] = useState(false);
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const look = async (text: string) => {
    const code = codeOf(text, location.origin);
    if (!code) {
      setError(t`Это не код для входа в этот сервер Вече.`);
      return;
    }
    setBusy(true);
    setError(undefined);
    try {
      setFound({ code, seen: await client.call("view_device_link", { code }) });
    } catch (thrown) {
      setError(errorText(thrown));
    } finally {
      setBusy(false);
    }
  };
  if (done) {
    return (
      <Dialog
        title={t`Устройство подключено`}
        onClose={onClose}
        acts={<Button look="main" data-first="" onClick={onClose}>{t`Готово`}</Button>}
      >
        <Banner box look="ok" icon={<CircleCheck className="i" aria-hidden="true" />}>
          {t`Оно появится в списке через секунду. Отключить его можно там же.`}
        </Banner>
      </Dialog>
    );
  }
  if (found) return <LinkQuestion {...found} onDone={() => setDone(true)} onClose={onClose} />;
  return (
    <Dialog title={t`Подключить устройство`} closeLabel={t`Закрыть`} onClose={onClose}>
      <div className="stack form">
        <p className="dim">{t`На новом устройстве откройте Вече и нажмите «Войти с помощью телефона». Там появится код.`}</p>
        <CameraView onText={(text) => void look(text)} />
        <CodeForm busy={busy} error={error} onCode={(text) => void look(text)} />
      </div>
    </Dialog>
  );
}

function CodeForm({
  busy,
  error,
  onCode,
}: {
  busy: boolean;
  error: string | undefined;
  onCode: (text: string) => void;
}) {
  const [typed, setTyped] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onCode(typed);
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <Field
        label={t`Или введите код с его экрана`}
        value={typed}
        placeholder="7K3M-9QXT"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={20}
        error={error}
        data-first=""
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button look="main" wide type="submit" busy={busy} disabled={typed.trim() === ""}>{t`Далее`}</Button>
    </form>
  );
}

/** The camera is opened by a press, not by itself. */
function CameraView({ onText }: { onText: (text: string) => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const [on, setOn] = useState(false);
  const [error, setError] = useState<string>();
  const tell = useRef(onText);
  tell.current = onText;
  useEffect(() => {
    if (!on || !video.current) return;
    let stop: (() => void) | undefined;
    let live = true;
    const found = (text: string) => {
      setOn(false);
      tell.current(text);
    };
    watchCamera(video.current, found).then(
      (end) => {
        if (live) stop = end;
        else end();
      },
      () => {
        setOn(false);
        setError(t`Камера не открылась. Разрешите её для этого сайта или введите код.`);
      },
    );
    return () => {
      live = false;
      stop?.();
    };
  }, [on]);
  if (!navigator.mediaDevices) return null;
  return (
    <>
      {on ? (
        <video ref={video} className="camera" playsInline muted aria-label={t`Изображение с камеры`} />
      ) : (
        <Button wide onClick={() => setOn(true)}>
          <Camera className="i i--s" aria-hidden="true" />
          {t`Сканировать камерой`}
        </Button>
      )}
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
    </>
  );
}
