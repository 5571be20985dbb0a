import "../../ui/styles/media.css";
import { t } from "@lingui/core/macro";
import { type PointerEvent, useEffect, useRef, useState } from "react";
import { useClient } from "../../common/client";
import type { PhotoTarget } from "../../common/media";
import { useAct } from "../../common/useAct";
import { VecheError } from "../../core";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { setPhoto } from "./setPhoto";
import { uploadTrouble } from "./troubles";
import { held, type Zoom, zoomAt } from "./zoom";

const VIEW = 280;
const SIDE = 640;

interface PhotoDialogProps {
  file: File;
  target: PhotoTarget;
  onClose: () => void;
}

/** A picture of oneself or of a chat: what of it is seen is chosen by moving and enlarging. */
export default function PhotoDialog({ file, target, onClose }: PhotoDialogProps) {
  const client = useClient();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [bitmap, setBitmap] = useState<ImageBitmap>();
  const [zoom, setZoom] = useState<Zoom>({ scale: 1, x: 0, y: 0 });
  const [broken, setBroken] = useState(false);
  const { run, busy, error } = useAct();

  useEffect(() => {
    let live = true;
    createImageBitmap(file, { imageOrientation: "from-image" }).then(
      (made) => live && setBitmap(made),
      () => live && setBroken(true),
    );
    return () => {
      live = false;
    };
  }, [file]);

  useEffect(() => {
    if (canvas.current && bitmap) draw(canvas.current, bitmap, zoom);
  }, [bitmap, zoom]);

  const change = (next: Zoom) => bitmap && setZoom(held(next, fitted(bitmap), { width: VIEW, height: VIEW }));
  const drag = (event: PointerEvent) => {
    if (event.buttons !== 1) return;
    change({ ...zoom, x: zoom.x + event.movementX, y: zoom.y + event.movementY });
  };
  const save = () =>
    void run(async () => {
      const blob = await new Promise<Blob | null>((done) => canvas.current?.toBlob(done, "image/jpeg", 0.9));
      if (!blob) return;
      const engine = await client.uploads.load();
      const key = engine.add(blob, { name: "photo.jpg", purpose: "avatar" });
      try {
        const [card] = [...(await engine.whenReady([key])).values()];
        engine.release([key]);
        if (!card) return;
        await setPhoto(client, target, card.id);
        onClose();
      } catch (thrown) {
        engine.cancel(key);
        throw thrown instanceof VecheError ? new VecheError(thrown.code, uploadTrouble(thrown.trouble)) : thrown;
      }
    });
  return (
    <Dialog
      title={t`Какая часть фотографии видна`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose}>{t`Не менять`}</Button>
          <Button look="main" busy={busy} disabled={!bitmap} onClick={save}>{t`Сохранить`}</Button>
        </>
      }
    >
      <div className="crop">
        {broken || error ? <p role="alert">{error ?? t`Это не картинка, которую можно прочитать.`}</p> : null}
        <canvas ref={canvas} width={SIDE} height={SIDE} className="crop__view" onPointerMove={drag} />
        <label className="crop__zoom t2">
          {t`Крупнее`}
          <input
            type="range"
            min={1}
            max={4}
            step={0.05}
            value={zoom.scale}
            data-first=""
            disabled={!bitmap}
            onChange={(event) => change(zoomAt(zoom, Number(event.target.value) / zoom.scale, 0, 0))}
          />
        </label>
      </div>
    </Dialog>
  );
}

/** The measures at which the picture just covers the square. */
function fitted({ width, height }: { width: number; height: number }) {
  const by = VIEW / Math.min(width, height);
  return { width: width * by, height: height * by };
}

function draw(canvas: HTMLCanvasElement, bitmap: ImageBitmap, zoom: Zoom): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const size = fitted(bitmap);
  const by = SIDE / VIEW;
  const width = size.width * zoom.scale * by;
  const height = size.height * zoom.scale * by;
  context.imageSmoothingQuality = "high";
  context.fillStyle = "white";
  context.fillRect(0, 0, SIDE, SIDE);
  context.drawImage(bitmap, (SIDE - width) / 2 + zoom.x * by, (SIDE - height) / 2 + zoom.y * by, width, height);
}
