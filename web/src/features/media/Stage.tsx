import { t } from "@lingui/core/macro";
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";
import { vars } from "../../common/vars";
import type { Attachment } from "../../core";
import { address } from "./measures";
import { hush } from "./player";
import { useLocal } from "./useUpload";
import { useZoom } from "./useZoom";

export interface StageHandle {
  larger: () => void;
  smaller: () => void;
  fit: () => void;
}

interface StageProps {
  item: Attachment;
  file: number;
  label: string;
  onTurn: (step: number) => void;
  onClose: () => void;
  ref: Ref<StageHandle>;
}

/** The picture itself: first its small sister, then the whole one. */
export function Stage({ item, file, label, onTurn, onClose, ref }: StageProps) {
  const room = useRef<HTMLDivElement>(null);
  const picture = useRef<HTMLImageElement>(null);
  const { handlers, larger, smaller, fit } = useZoom(room, picture, { onTurn, onClose });
  useImperativeHandle(ref, () => ({ larger, smaller, fit }));
  const local = useLocal(item);
  const [broken, setBroken] = useState(false);
  const [whole, setWhole] = useState(false);
  const source = local ?? address(file);
  useEffect(() => {
    if (item.type === "video") hush();
  }, [item.type]);
  const blur = item.blur ? `url("data:image/webp;base64,${item.blur}")` : "none";
  const ratio = item.width && item.height ? item.width / item.height : 1;
  if (broken) return <p className="viewer__stage viewer__stage--words" role="alert">{t`Файл не загрузился.`}</p>;
  if (item.type === "video") {
    return (
      <div className="viewer__stage">
        {/* biome-ignore lint/a11y/useMediaCaption: what people film has no captions */}
        <video
          src={source}
          poster={address(file, "/preview")}
          controls
          autoPlay
          playsInline
          aria-label={label}
          onError={() => setBroken(true)}
          ref={vars({ "--ratio": ratio })}
        />
      </div>
    );
  }
  return (
    <div className="viewer__stage" ref={room} {...handlers}>
      <span className="viewer__picture" ref={vars({ "--ratio": ratio, "--width": item.width ?? 1280, "--blur": blur })}>
        <img
          ref={picture}
          src={whole ? source : (local ?? address(file, "/preview"))}
          alt={label}
          draggable={false}
          onLoad={() => setWhole(true)}
          onError={() => setBroken(true)}
        />
      </span>
    </div>
  );
}
