import { t } from "@lingui/core/macro";
import { type KeyboardEvent, type PointerEvent, useMemo } from "react";
import { clockLength } from "./measures";
import { fitWave, readWave } from "./wave";

const BARS = 48;
const STEP = 5;

interface WaveProps {
  waveform: string;
  /** 0 to 1. */
  done: number;
  lengthMs: number;
  onSeek: (part: number) => void;
}

/** The bars of a recording; a press or the arrow keys move within it. */
export function Wave({ waveform, done, lengthMs, onSeek }: WaveProps) {
  const bars = useMemo(() => fitWave(readWave(waveform), BARS), [waveform]);
  const press = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    onSeek(Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)));
  };
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -STEP, ArrowDown: -STEP, ArrowRight: STEP, ArrowUp: STEP }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    onSeek(Math.min(1, Math.max(0, done + (step * 1000) / Math.max(1, lengthMs))));
  };
  return (
    <div
      className="wave"
      role="slider"
      tabIndex={0}
      aria-label={t`Место в записи`}
      aria-valuemin={0}
      aria-valuemax={Math.round(lengthMs / 1000)}
      aria-valuenow={Math.round((done * lengthMs) / 1000)}
      aria-valuetext={clockLength(done * lengthMs)}
      onPointerDown={press}
      onKeyDown={keys}
    >
      <WaveBars bars={bars} done={done} />
    </div>
  );
}

export function WaveBars({ bars, done }: { bars: readonly number[]; done: number }) {
  const width = bars.length * 4;
  return (
    <svg viewBox={`0 0 ${width} 28`} preserveAspectRatio="none" aria-hidden="true">
      {bars.map((bar, index) => {
        const height = Math.max(3, bar * 26);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar has no other name and never moves
            key={index}
            x={index * 4 + 0.5}
            y={(28 - height) / 2}
            width="2.6"
            height={height}
            rx="1.3"
            className={(index + 0.5) / bars.length <= done ? "wave__done" : "wave__rest"}
          />
        );
      })}
    </svg>
  );
}
