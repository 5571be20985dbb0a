import "../../../ui/styles/safety.css";
import { t } from "@lingui/core/macro";
import { Camera } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { readPicture, watchCamera } from "../../../common/camera";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import type { QuestionProps } from "./AppQuestion";

const CODE = "client.open_code_reader";

/** Reads a code for the app: the camera is opened by a press, and the app gets what the code says and no picture. */
export function CodeQuestion({ question, app }: QuestionProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [on, setOn] = useState(false);
  const [error, setError] = useState<string>();
  const { give, refuse, fields } = question;
  useEffect(() => {
    if (!on || !video.current) return;
    let stop: (() => void) | undefined;
    let live = true;
    watchCamera(video.current, (value) => give({ value })).then(
      (end) => {
        if (live) stop = end;
        else end();
      },
      () => {
        setOn(false);
        setError(t`Камера не открылась. Разрешите её для этого сайта или выберите снимок.`);
      },
    );
    return () => {
      live = false;
      stop?.();
    };
  }, [on, give]);
  const read = async (file: File | undefined) => {
    const value = file && (await readPicture(file).catch(() => undefined));
    if (value) give({ value });
    else setError(t`На снимке нет кода, который мы умеем читать.`);
  };
  return (
    <Dialog title={t`Прочитать код`} closeLabel={t`Закрыть`} onClose={() => refuse(`${CODE}.cancelled`)}>
      <div className="stack form">
        <p className="dim">{t`Приложение «${app.title}» получит то, что записано в коде, но не снимок.`}</p>
        {on ? (
          <video ref={video} className="camera" playsInline muted aria-label={t`Изображение с камеры`} />
        ) : (
          <Button wide data-first="" disabled={!navigator.mediaDevices} onClick={() => setOn(true)}>
            <Camera className="i i--s" aria-hidden="true" />
            {t`Сканировать камерой`}
          </Button>
        )}
        {fields.file !== false && (
          <label className="btn btn--wide">
            {t`Выбрать снимок`}
            <input
              className="vh"
              type="file"
              accept="image/*"
              onChange={(event) => void read(event.target.files?.[0])}
            />
          </label>
        )}
        {error && (
          <p className="field__error" role="alert">
            {error}
          </p>
        )}
      </div>
    </Dialog>
  );
}
