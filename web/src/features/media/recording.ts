/** Recording with the browser's own means: sound or film, with the levels of the sound as they come. */

export interface Recording {
  readonly stream: MediaStream;
  /** Levels so far, 0 to 1, one for each tick. */
  readonly levels: readonly number[];
  /** Milliseconds recorded so far. */
  length(): number;
  /** Ends it and gives what was recorded. */
  stop(): Promise<{ blob: Blob; ms: number }>;
  /** Ends it; nothing of it is kept. */
  drop(): void;
}

const TICK_MS = 80;
const SOUND_TYPES = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"];
const FILM_TYPES = ["video/mp4;codecs=avc1.42E01E,mp4a.40.2", "video/webm;codecs=vp8,opus", "video/webm", "video/mp4"];
/** A round film is small: it is shown small. */
const SIDE = 480;

export async function record(kind: "voice" | "film", onTick: () => void): Promise<Recording> {
  const film = kind === "film";
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { echoCancellation: true, noiseSuppression: true },
    ...(film ? { video: { width: { ideal: SIDE }, height: { ideal: SIDE }, aspectRatio: 1, facingMode: "user" } } : {}),
  });
  const recorded = film ? squared(stream) : { stream, stop: () => undefined };
  const type = (film ? FILM_TYPES : SOUND_TYPES).find((one) => MediaRecorder.isTypeSupported(one));
  const recorder = new MediaRecorder(recorded.stream, {
    ...(type ? { mimeType: type } : {}),
    audioBitsPerSecond: 32_000,
    ...(film ? { videoBitsPerSecond: 700_000 } : {}),
  });
  const parts: Blob[] = [];
  recorder.ondataavailable = ({ data }) => data.size > 0 && parts.push(data);
  const ended = new Promise<void>((resolve) => {
    recorder.onstop = () => resolve();
  });
  const levels: number[] = [];
  const meter = levelMeter(stream);
  const begun = performance.now();
  let ms = 0;
  const timer = setInterval(() => {
    levels.push(meter.level());
    onTick();
  }, TICK_MS);
  const end = () => {
    clearInterval(timer);
    ms = performance.now() - begun;
    meter.stop();
    if (recorder.state !== "inactive") recorder.stop();
    for (const track of [...stream.getTracks(), ...recorded.stream.getTracks()]) track.stop();
    recorded.stop();
  };
  recorder.start(500);
  return {
    stream: recorded.stream,
    levels,
    length: () => performance.now() - begun,
    stop: async () => {
      end();
      await ended;
      return { blob: new Blob(parts, { type: (type ?? recorder.mimeType).split(";")[0] ?? "" }), ms: Math.round(ms) };
    },
    drop: end,
  };
}

function levelMeter(stream: MediaStream): { level: () => number; stop: () => void } {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level: () => {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, value) => sum + value * value, 0) / samples.length;
      return Math.min(1, Math.sqrt(power) * 3);
    },
    stop: () => void context.close(),
  };
}

/** The middle square of what the camera sees: few cameras give a square by themselves. */
function squared(stream: MediaStream): { stream: MediaStream; stop: () => void } {
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  void video.play();
  const canvas = document.createElement("canvas");
  canvas.width = SIDE;
  canvas.height = SIDE;
  const context = canvas.getContext("2d");
  const timer = setInterval(() => {
    const side = Math.min(video.videoWidth, video.videoHeight);
    if (side === 0) return;
    const x = (video.videoWidth - side) / 2;
    const y = (video.videoHeight - side) / 2;
    context?.drawImage(video, x, y, side, side, 0, 0, SIDE, SIDE);
  }, 40);
  const made = canvas.captureStream(25);
  for (const track of stream.getAudioTracks()) made.addTrack(track);
  return {
    stream: made,
    stop: () => {
      clearInterval(timer);
      video.srcObject = null;
    },
  };
}

/** Why recording cannot begin. */
export function deviceProblem(thrown: unknown): "refused" | "missing" | "broken" {
  const name = thrown instanceof DOMException ? thrown.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "refused";
  return name === "NotFoundError" ? "missing" : "broken";
}
