import { t } from "@lingui/core/macro";
import { Play } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { vars } from "../../common/vars";
import type { Attachment } from "../../core";
import { address, clockLength } from "./measures";
import { hush, usePlayer } from "./player";
import { TransferRing } from "./Transfer";
import { useLocal, useUpload } from "./useUpload";

/** A round film recorded with the camera: a press plays it in its place, with a ring that shows how far it is. */
export function VideoNote({ item }: { item: Attachment }) {
  const ref = useRef<HTMLVideoElement>(null);
  const local = useLocal(item);
  const upload = useUpload(item.upload);
  const [playing, setPlaying] = useState(false);
  const [begun, setBegun] = useState(false);
  const [done, setDone] = useState(0);
  const otherSound = usePlayer((state) => state.playing);
  const source = local ?? (item.file === undefined ? undefined : address(item.file));
  useEffect(() => {
    if (otherSound) ref.current?.pause();
  }, [otherSound]);
  const toggle = () => {
    const video = ref.current;
    if (!video) return;
    setBegun(true);
    if (video.paused) {
      hush();
      void video.play().catch(() => setPlaying(false));
    } else video.pause();
  };
  return (
    <div
      className="note"
      {...(item.blur ? { ref: vars({ "--blur": `url("data:image/webp;base64,${item.blur}")` }) } : {})}
    >
      <button
        type="button"
        className="note__press"
        disabled={!source}
        aria-label={playing ? t`Пауза` : t`Смотреть видеосообщение`}
        onClick={toggle}
      >
        {item.file !== undefined && !begun && !local && <img src={address(item.file, "/preview")} alt="" />}
        {(begun || local) && (
          <video
            ref={ref}
            src={source}
            playsInline
            preload={local ? "metadata" : "auto"}
            autoPlay={begun}
            onPlay={() => setPlaying(true)}
            onPause={() => setPlaying(false)}
            onEnded={() => setDone(0)}
            onTimeUpdate={({ currentTarget: { currentTime, duration } }) =>
              setDone(duration ? currentTime / duration : 0)
            }
          >
            <track kind="captions" />
          </video>
        )}
        <svg viewBox="0 0 100 100" aria-hidden="true">
          <circle cx="50" cy="50" r="48.5" pathLength="100" strokeDasharray={`${done * 100} 100`} />
        </svg>
        {!playing && !upload && <Play className="i pic__mark pic__mark--play" aria-hidden="true" />}
      </button>
      {item.duration_ms !== undefined && <span className="pic__time t1 num">{clockLength(item.duration_ms)}</span>}
      {upload && item.file === undefined && <TransferRing upload={upload} />}
    </div>
  );
}
