import { create } from "zustand";
import { type Track, useShowing } from "../../common/media";
import { store } from "../../common/state";
import { address } from "./measures";

export const SPEEDS = [1, 1.5, 2] as const;

interface Playing {
  /** Which recording of which message: a file that was forwarded stands in two. */
  readonly place: string;
  readonly playing: boolean;
  /** Seconds. */
  readonly at: number;
  readonly length: number;
  readonly speed: number;
  readonly broken: boolean;
}

/** The one player of the page: a second recording stops the first, and it plays on when its chat is left. */
export const usePlayer = create<Playing>(() => ({
  place: "",
  playing: false,
  at: 0,
  length: 0,
  speed: firstSpeed(),
  broken: false,
}));

function firstSpeed(): number {
  try {
    const kept = Number(localStorage.getItem("veche.speed"));
    return SPEEDS.find((speed) => speed === kept) ?? 1;
  } catch {
    return 1;
  }
}

let audio: HTMLAudioElement | undefined;
/** What comes after a recording; set by whoever began to play. */
let following: ((track: Track) => Promise<Track | undefined>) | undefined;

function player(): HTMLAudioElement {
  if (audio) return audio;
  const made = new Audio();
  made.preload = "auto";
  const tell = () =>
    usePlayer.setState({
      playing: !made.paused && !made.ended,
      at: made.currentTime,
      ...(Number.isFinite(made.duration) ? { length: made.duration } : {}),
    });
  for (const name of ["play", "pause", "timeupdate", "durationchange", "seeked"]) made.addEventListener(name, tell);
  made.addEventListener("ended", () => void goOn());
  made.addEventListener("error", () => usePlayer.setState({ playing: false, broken: true }));
  audio = made;
  // Its bar went away with everything of the account that was looked at.
  useShowing.subscribe(({ track }) => {
    if (!track && !made.paused) stop();
  });
  return made;
}

/** The next one of the queue, unless something else plays by the time it is known. */
async function goOn(): Promise<void> {
  const track = useShowing.getState().track;
  const next = track && following ? await following(track).catch(() => undefined) : undefined;
  if (useShowing.getState().track !== track) return;
  if (next) toggle(next, undefined);
  else stop();
}

/** How the queue goes on after this. */
export function setFollowing(next: (track: Track) => Promise<Track | undefined>): void {
  following = next;
}

export function placeOf({ chat, seq, file }: Pick<Track, "chat" | "seq" | "file">): string {
  return `${chat} ${seq} ${file}`;
}

/** Plays this recording, or stops and goes on if it is the one that plays. */
export function toggle(track: Track, local: string | undefined, from?: number): void {
  const element = player();
  const state = usePlayer.getState();
  if (state.place !== placeOf(track) || state.broken) {
    usePlayer.setState({ place: placeOf(track), at: from ?? 0, length: 0, broken: false });
    element.src = local ?? address(track.file);
    if (from) element.currentTime = from;
    useShowing.getState().setTrack(track);
  } else if (!element.paused) {
    element.pause();
    return;
  }
  // A new source would begin with the default speed.
  element.defaultPlaybackRate = element.playbackRate = track.spoken ? state.speed : 1;
  element.play().catch(() => usePlayer.setState({ playing: false }));
}

export function seek(seconds: number): void {
  if (audio) audio.currentTime = Math.max(0, seconds);
}

export function setSpeed(speed: number): void {
  usePlayer.setState({ speed });
  store("veche.speed", String(speed));
  if (audio) audio.playbackRate = speed;
}

export function nextSpeed(): void {
  const at = SPEEDS.findIndex((speed) => speed >= usePlayer.getState().speed);
  setSpeed(SPEEDS[(at + 1) % SPEEDS.length] ?? 1);
}

export function stop(): void {
  audio?.pause();
  if (audio) audio.removeAttribute("src");
  usePlayer.setState({ place: "", playing: false, at: 0, length: 0 });
  useShowing.getState().setTrack(null);
}

/** Something else makes a sound now (a film): this falls silent. */
export function hush(): void {
  audio?.pause();
}
