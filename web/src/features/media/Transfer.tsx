import { t } from "@lingui/core/macro";
import { Pause, Play, X } from "lucide-react";
import { useClient } from "../../common/client";
import type { Upload, UploadEngine } from "../../core";
import { sizeText } from "./measures";

export function share(upload: Upload): number {
  return upload.size === 0 ? 100 : Math.min(100, Math.floor((upload.sent / upload.size) * 100));
}

/** How far it is, in words. */
export function transferText(upload: Upload): string {
  const percent = share(upload);
  const size = sizeText(upload.size);
  switch (upload.state) {
    case "waiting":
      return t`Ждёт связи, ${percent} % из ${size}`;
    case "paused":
      return t`Остановлено, ${percent} % из ${size}`;
    case "checking":
      return t`Проверяется`;
    case "held":
      return t`Ждёт проверки на вирусы`;
    case "failed":
      return t`Не загружено`;
    default:
      return t`${percent} % из ${size}`;
  }
}

export function moving({ state }: Upload): boolean {
  return state === "running" || state === "waiting";
}

export function toggleUpload(engine: UploadEngine | undefined, upload: Upload): void {
  if (moving(upload)) engine?.pause(upload.key);
  else engine?.resume(upload.key);
}

/** A ring over the picture that is on its way; a press stops it or goes on. */
export function TransferRing({ upload }: { upload: Upload }) {
  const { uploads } = useClient();
  if (upload.state === "ready") return null;
  const going = moving(upload);
  const Icon = upload.state === "failed" ? X : going ? Pause : Play;
  const waits = upload.state === "checking" || upload.state === "held";
  return (
    <span className="ring">
      <button
        type="button"
        disabled={waits || upload.state === "failed"}
        aria-label={`${going ? t`Остановить загрузку` : t`Продолжить загрузку`}: ${upload.name}`}
        onClick={() => toggleUpload(uploads.engine, upload)}
      >
        <svg viewBox="0 0 48 48" aria-hidden="true">
          <circle cx="24" cy="24" r="21" pathLength="100" />
          <circle
            cx="24"
            cy="24"
            r="21"
            pathLength="100"
            strokeDasharray={`${share(upload)} 100`}
            className="ring__done"
          />
        </svg>
        {!waits && <Icon className="i" aria-hidden="true" />}
      </button>
      <span className="ring__words t1">{transferText(upload)}</span>
    </span>
  );
}
