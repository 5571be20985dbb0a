let context: AudioContext | undefined;
let last = 0;
const APART_MS = 1500;

/** Two soft tones; not more often than every second and a half. A page that nobody has touched yet may not sound. */
export function beep(): void {
  const now = Date.now();
  if (now - last < APART_MS || !("AudioContext" in window)) return;
  last = now;
  context ??= new AudioContext();
  if (context.state === "suspended") void context.resume().catch(() => undefined);
  tone(context, 660, 0);
  tone(context, 880, 0.11);
}

function tone(audio: AudioContext, pitch: number, after: number): void {
  const start = audio.currentTime + after;
  const voice = audio.createOscillator();
  const loud = audio.createGain();
  voice.frequency.value = pitch;
  loud.gain.setValueAtTime(0, start);
  loud.gain.linearRampToValueAtTime(0.08, start + 0.015);
  loud.gain.exponentialRampToValueAtTime(0.0001, start + 0.14);
  voice.connect(loud).connect(audio.destination);
  voice.start(start);
  voice.stop(start + 0.15);
}
