import { t } from "@lingui/core/macro";
import { ChevronLeft, ChevronRight, EyeOff, RotateCw, X } from "lucide-react";
import type { KeyboardEvent } from "react";
import { useClient } from "../../common/client";
import type { OutgoingAttachment } from "../../core";
import { FileName } from "./FileRow";
import { share, transferText } from "./Transfer";
import { uploadTrouble } from "./troubles";
import { useEngine, useUpload } from "./useUpload";

interface TrayItemProps {
  item: OutgoingAttachment;
  place: number;
  total: number;
  onRemove: () => void;
  onMove: (step: -1 | 1) => void;
  onSpoiler: () => void;
}

/** One of the things that will go: its picture or name, how far it is, and what can be done with it. */
export function TrayItem({ item, place, total, onRemove, onMove, onSpoiler }: TrayItemProps) {
  const { uploads } = useClient();
  const upload = useUpload(item.upload);
  const engine = useEngine(true);
  const picture = item.type === "photo" || item.type === "video";
  const source = picture && item.upload ? engine?.preview(item.upload) : undefined;
  const name = item.name ?? t`Файл`;
  const failed = upload?.state === "failed";
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step || !event.altKey) return;
    event.preventDefault();
    onMove(step === 1 ? 1 : -1);
  };
  return (
    <li
      className={`tray__item ${picture ? "" : "tray__item--file"}`}
      onKeyDown={keys}
      data-failed={failed || undefined}
    >
      {source &&
        (item.type === "video" ? (
          <video src={`${source}#t=0.1`} muted playsInline preload="metadata" aria-label={name} />
        ) : (
          <img src={source} alt={name} data-hidden={item.spoiler || undefined} />
        ))}
      {!picture && <FileName name={name} />}
      {upload && !failed && !picture && <span className="t1 dim num">{transferText(upload)}</span>}
      {upload && upload.state !== "ready" && !failed && (
        <progress className="prog" max={100} value={share(upload)} aria-label={t`Загрузка: ${name}`} />
      )}
      {failed && (
        <span className="tray__trouble t1" role="alert">
          {uploadTrouble(upload.error)}
          <button type="button" className="tray__again" onClick={() => uploads.engine?.resume(upload.key)}>
            <RotateCw className="i i--s" aria-hidden="true" /> {t`Повторить`}
          </button>
        </span>
      )}
      <button type="button" className="tray__x" aria-label={t`Убрать: ${name}`} title={t`Убрать`} onClick={onRemove}>
        <X className="i i--s" aria-hidden="true" />
      </button>
      <span className="tray__acts">
        {place > 1 && (
          <button type="button" aria-label={t`Раньше: ${name}`} title={t`Раньше`} onClick={() => onMove(-1)}>
            <ChevronLeft className="i i--s" aria-hidden="true" />
          </button>
        )}
        {picture && (
          <button
            type="button"
            aria-pressed={item.spoiler === true}
            aria-label={t`Скрыть до нажатия: ${name}`}
            title={t`Скрыть до нажатия`}
            onClick={onSpoiler}
          >
            <EyeOff className="i i--s" aria-hidden="true" />
          </button>
        )}
        {place < total && (
          <button type="button" aria-label={t`Позже: ${name}`} title={t`Позже`} onClick={() => onMove(1)}>
            <ChevronRight className="i i--s" aria-hidden="true" />
          </button>
        )}
      </span>
    </li>
  );
}
