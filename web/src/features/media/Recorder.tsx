import "../../ui/styles/media.css";
import { t } from "@lingui/core/macro";
import { Pause, Play, SendHorizontal, Square, Trash2 } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { useClient } from "../../common/client";
import type { RecorderProps } from "../../common/media";
import { Button, IconButton } from "../../ui/Button";
import { clockLength } from "./measures";
import { type Recorded, useRecording } from "./useRecording";
import { WaveBars } from "./Wave";
import { fitWave, writeWave } from "./wave";

const LONGEST_MS = 30 * 60_000;
const SHORTEST_MS = 400;
const BARS = 56;
/** How far a held finger is drawn aside to give up. */
const GIVE_UP = 90;

/**
 * A voice message in the place of the composer. Held by a finger it goes when the finger does (drawn aside: it is thrown
 * away); begun by a press it is stopped, listened to, and sent.
 */
export default function Recorder({ held, onClose, onSend }: RecorderProps) {
  const { uploads } = useClient();
  const { levels, ms, problem, recorded, stop } = useRecording("voice", LONGEST_MS);
  const [aside, setAside] = useState(false);
  const row = useRef<HTMLDivElement>(null);

  const send = useCallback(
    async (ready: Recorded | undefined) => {
      const done = ready ?? (await stop());
      onClose();
      if (!done || done.ms < SHORTEST_MS) return;
      const waveform = writeWave(done.levels);
      const engine = await uploads.load();
      const name = `voice.${done.blob.type.includes("ogg") ? "ogg" : done.blob.type.includes("mp4") ? "m4a" : "webm"}`;
      const upload = engine.add(done.blob, { name, purpose: "voice" });
      onSend({ type: "voice", upload, shown: { duration_ms: done.ms, waveform, size: done.blob.size } });
    },
    [stop, onClose, onSend, uploads],
  );

  useEffect(() => row.current?.focus(), []);
  useHold(held, setAside, (cancelled) => {
    if (cancelled) onClose();
    else void send(undefined);
  });

  if (problem) {
    return (
      <div className="recorder" role="alert">
        <span className="grow t2">{problem}</span>
        <Button look="quiet" onClick={onClose} data-first="">{t`Понятно`}</Button>
      </div>
    );
  }
  return (
    <div
      className="recorder"
      ref={row}
      tabIndex={-1}
      role="group"
      aria-label={t`Запись голосового сообщения`}
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          event.preventDefault();
          event.stopPropagation();
          onClose();
        }
      }}
    >
      <IconButton label={t`Не отправлять запись`} onClick={onClose}>
        <Trash2 className="i" aria-hidden="true" />
      </IconButton>
      {recorded ? (
        <Preview recorded={recorded} />
      ) : (
        <Live levels={levels} ms={ms} words={held !== undefined} aside={aside} />
      )}
      {!recorded && !held && (
        <IconButton label={t`Остановить и прослушать`} onClick={() => void stop()}>
          <Square className="i" aria-hidden="true" />
        </IconButton>
      )}
      <IconButton main label={t`Отправить запись`} onClick={() => void send(recorded)}>
        <SendHorizontal className="i" aria-hidden="true" />
      </IconButton>
    </div>
  );
}

function Live({ levels, ms, words, aside }: { levels: readonly number[]; ms: number; words: boolean; aside: boolean }) {
  const recent = levels.slice(-BARS);
  const bars = [...Array<number>(BARS - recent.length).fill(0), ...recent];
  return (
    <>
      <span className="recorder__dot" aria-hidden="true" />
      <span className="num t2" role="timer" aria-label={t`Записано`}>
        {clockLength(ms)}
      </span>
      <span className="wave wave--live">
        <WaveBars bars={bars} done={1} />
      </span>
      {words && (
        <span className="t1 dim">{aside ? t`Отпустите: запись не уйдёт` : t`Потяните влево, чтобы не отправлять`}</span>
      )}
    </>
  );
}

/** What was recorded, to be heard before it goes. */
function Preview({ recorded }: { recorded: Recorded }) {
  const audio = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const [done, setDone] = useState(0);
  const toggle = () => {
    const element = audio.current;
    if (element?.paused) void element.play().catch(() => setPlaying(false));
    else element?.pause();
  };
  return (
    <>
      <IconButton label={playing ? t`Пауза` : t`Прослушать запись`} onClick={toggle}>
        {playing ? <Pause className="i" aria-hidden="true" /> : <Play className="i" aria-hidden="true" />}
      </IconButton>
      <span className="wave wave--live">
        <WaveBars bars={fitWave(recorded.levels, BARS)} done={done} />
      </span>
      <span className="num t2">{clockLength(recorded.ms)}</span>
      {/* biome-ignore lint/a11y/useMediaCaption: somebody's own voice a moment ago */}
      <audio
        ref={audio}
        src={recorded.url}
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setDone(0)}
        onTimeUpdate={({ currentTarget }) => setDone((currentTarget.currentTime * 1000) / Math.max(1, recorded.ms))}
      />
    </>
  );
}

/** A finger that began the recording and holds it. */
function useHold(
  held: RecorderProps["held"],
  onAside: (aside: boolean) => void,
  onEnd: (cancelled: boolean) => void,
): void {
  const end = useRef(onEnd);
  end.current = onEnd;
  useEffect(() => {
    if (!held) return;
    let aside = false;
    const moved = (event: PointerEvent) => {
      aside = held.x - event.clientX > GIVE_UP;
      onAside(aside);
    };
    const up = () => end.current(aside);
    const cancelled = () => end.current(true);
    addEventListener("pointermove", moved);
    addEventListener("pointerup", up);
    addEventListener("pointercancel", cancelled);
    return () => {
      removeEventListener("pointermove", moved);
      removeEventListener("pointerup", up);
      removeEventListener("pointercancel", cancelled);
    };
  }, [held, onAside]);
}
