import { t } from "@lingui/core/macro";
import { useCallback, useEffect, useRef, useState } from "react";
import { hush } from "./player";
import { deviceProblem, type Recording, record } from "./recording";

export interface Recorded {
  readonly blob: Blob;
  readonly ms: number;
  readonly levels: readonly number[];
  readonly url: string;
}

/** One recording from its beginning to a thing that can be listened to. Begins at once; ends when the view goes. */
export function useRecording(kind: "voice" | "film", longest: number) {
  const recording = useRef<Recording>(undefined);
  const [stream, setStream] = useState<MediaStream>();
  const [levels, setLevels] = useState<readonly number[]>([]);
  const [ms, setMs] = useState(0);
  const [problem, setProblem] = useState<string>();
  const [recorded, setRecorded] = useState<Recorded>();

  const stop = useCallback(async (): Promise<Recorded | undefined> => {
    const running = recording.current;
    recording.current = undefined;
    if (!running) return undefined;
    const { blob, ms: length } = await running.stop();
    const done = { blob, ms: length, levels: [...running.levels], url: URL.createObjectURL(blob) };
    setRecorded(done);
    return done;
  }, []);

  useEffect(() => {
    let gone = false;
    hush();
    const tick = () => {
      const running = recording.current;
      if (!running) return;
      setLevels([...running.levels]);
      setMs(running.length());
      if (running.length() >= longest) void stop();
    };
    record(kind, tick).then(
      (begun) => {
        if (gone) begun.drop();
        else {
          recording.current = begun;
          setStream(begun.stream);
        }
      },
      (thrown: unknown) => !gone && setProblem(words(deviceProblem(thrown), kind)),
    );
    return () => {
      gone = true;
      recording.current?.drop();
      recording.current = undefined;
    };
  }, [kind, longest, stop]);

  return { stream, levels, ms, problem, recorded, stop };
}

function words(problem: ReturnType<typeof deviceProblem>, kind: "voice" | "film"): string {
  if (problem === "refused") {
    return kind === "film"
      ? t`Браузер не разрешил камеру и микрофон. Разрешите их для этого сайта в настройках браузера.`
      : t`Браузер не разрешил микрофон. Разрешите его для этого сайта в настройках браузера.`;
  }
  if (problem === "missing") return kind === "film" ? t`Камера или микрофон не найдены.` : t`Микрофон не найден.`;
  return t`Записать не получилось: устройство занято или не отвечает.`;
}
