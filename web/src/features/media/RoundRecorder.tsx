import { t } from "@lingui/core/macro";
import { useCallback, useEffect, useRef } from "react";
import { useClient } from "../../common/client";
import type { OutgoingAttachment } from "../../core";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { clockLength } from "./measures";
import { useRecording } from "./useRecording";

const LONGEST_MS = 60_000;

interface RoundProps {
  onClose: () => void;
  onSend: (attachment: OutgoingAttachment) => void;
}

/** A round film of up to a minute: recorded, looked at, sent. */
export default function RoundRecorder({ onClose, onSend }: RoundProps) {
  const { uploads } = useClient();
  const { stream, ms, problem, recorded, stop } = useRecording("film", LONGEST_MS);
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current && stream) video.current.srcObject = stream;
  }, [stream]);
  const send = useCallback(async () => {
    if (!recorded) return;
    const engine = await uploads.load();
    const name = `video.${recorded.blob.type.includes("mp4") ? "mp4" : "webm"}`;
    const upload = engine.add(recorded.blob, { name, purpose: "video_note" });
    onSend({ type: "video_note", upload, shown: { duration_ms: recorded.ms, size: recorded.blob.size } });
  }, [recorded, uploads, onSend]);
  const seconds = clockLength(recorded?.ms ?? ms);
  return (
    <Dialog
      title={t`Видеосообщение`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose}>{t`Не отправлять`}</Button>
          {recorded ? (
            <Button look="main" onClick={() => void send()}>{t`Отправить`}</Button>
          ) : (
            <Button look="main" disabled={!stream} onClick={() => void stop()}>{t`Остановить`}</Button>
          )}
        </>
      }
    >
      {problem ? (
        <p role="alert">{problem}</p>
      ) : (
        <div className="round">
          {recorded ? (
            // biome-ignore lint/a11y/useMediaCaption: somebody's own film a moment ago
            <video key="done" className="round__video" src={recorded.url} controls playsInline loop />
          ) : (
            <video key="live" ref={video} className="round__video" autoPlay muted playsInline />
          )}
          <p className="num" role="timer">
            {!recorded && <span className="recorder__dot" aria-hidden="true" />} {seconds}
          </p>
        </div>
      )}
    </Dialog>
  );
}
