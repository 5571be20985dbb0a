import { t } from "@lingui/core/macro";
import { Download, EyeOff, Play } from "lucide-react";
import { useState } from "react";
import { useUi } from "../../common/state";
import { vars } from "../../common/vars";
import type { Attachment } from "../../core";
import { address, clockLength, sizeText } from "./measures";
import { TransferRing } from "./Transfer";
import { useLocal, useUpload } from "./useUpload";

interface PictureProps {
  item: Attachment;
  /** What it is, for those who do not see it. */
  label: string;
  onOpen: () => void;
}

/** One photo, or the first picture of a film: blurred at once, sharp when it is here, in place from the beginning. */
export function Picture({ item, label, onOpen }: PictureProps) {
  const lowData = useUi((state) => state.lowData);
  const local = useLocal(item);
  const upload = useUpload(item.upload);
  const [wanted, setWanted] = useState(false);
  const [open, setOpen] = useState(false);
  const [loaded, setLoaded] = useState(false);
  const [broken, setBroken] = useState(false);
  const asks = lowData && !local && !wanted;
  const hidden = item.spoiler === true && !open;
  const video = item.type === "video";
  const source = local ?? (item.file === undefined ? undefined : address(item.file, "/preview"));
  const press = () => {
    if (asks) setWanted(true);
    else if (hidden) setOpen(true);
    else if (item.file !== undefined) onOpen();
  };
  return (
    <span className="pic" data-hidden={hidden || undefined} {...(item.blur ? { ref: blurOf(item.blur) } : {})}>
      <button
        type="button"
        className="pic__press"
        aria-label={hidden ? t`Показать скрытое: ${label}` : asks ? t`Загрузить: ${label}` : label}
        onClick={press}
      >
        {source &&
          !asks &&
          !broken &&
          (video && local ? (
            <video src={`${local}#t=0.1`} muted playsInline preload="metadata" tabIndex={-1} aria-hidden="true" />
          ) : (
            <img
              src={source}
              alt=""
              draggable={false}
              decoding="async"
              data-loaded={loaded || local ? "" : undefined}
              onLoad={() => setLoaded(true)}
              onError={() => setBroken(true)}
            />
          ))}
        {hidden ? <EyeOff className="i pic__mark" aria-hidden="true" /> : null}
        {asks && !hidden && (
          <span className="pic__ask t1">
            <Download className="i i--s" aria-hidden="true" />
            {item.size ? sizeText(item.size) : t`Загрузить`}
          </span>
        )}
        {video && !hidden && !asks && !upload && <Play className="i pic__mark pic__mark--play" aria-hidden="true" />}
        {broken && <span className="pic__ask t1">{t`Картинка не загрузилась`}</span>}
      </button>
      {video && item.duration_ms !== undefined && (
        <span className="pic__time t1 num">{clockLength(item.duration_ms)}</span>
      )}
      {upload && item.file === undefined && <TransferRing upload={upload} />}
    </span>
  );
}

function blurOf(blur: string) {
  return vars({ "--blur": `url("data:image/webp;base64,${blur}")` });
}
