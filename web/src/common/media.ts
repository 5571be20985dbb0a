import { type ComponentType, createContext, type Ref, useContext } from "react";
import { create } from "zustand";
import {
  type ActorId,
  asShown,
  type ChatCard,
  type ChatMessage,
  type KeyboardButton,
  type OutgoingAttachment,
} from "../core";
import type { Point } from "../ui/Menu";

/** What plays on while one looks at other chats. */
export interface Track {
  readonly chat: number;
  readonly seq: number;
  readonly file: number;
  readonly title: string;
  /** Spoken words have a speed; music has none. */
  readonly spoken: boolean;
}

/** `among`: the messages whose pictures stand beside it; absent: the loaded part of the chat. */
export interface Viewing {
  readonly chat: number;
  readonly seq: number;
  readonly file: number;
  readonly among?: readonly ChatMessage[] | undefined;
}

interface Showing {
  /** The picture that fills the screen. */
  readonly viewing: Viewing | null;
  readonly track: Track | null;
  readonly view: (viewing: Viewing | null) => void;
  readonly setTrack: (track: Track | null) => void;
}

export const useShowing = create<Showing>((set) => ({
  viewing: null,
  track: null,
  view: (viewing) => set({ viewing }),
  setTrack: (track) => set({ track }),
}));

/** Where the bytes of a file are. */
export const fileAddress = (file: number, kind: "" | "/preview" | "/thumb" = ""): string =>
  asShown(`/media/files/${file}${kind}`);

export type Attached = readonly OutgoingAttachment[];

export interface AttachProps {
  readonly actor: ActorId;
  readonly chat: ChatCard;
  readonly at: Point;
  onClose: () => void;
  onFiles: (files: readonly File[], asFile: boolean) => void;
  /** A card that goes at once, by itself. */
  onSend: (attachment: OutgoingAttachment) => void;
  /** Absent where nobody can be asked. */
  onPoll?: (() => void) | undefined;
}

export interface TrayProps {
  readonly items: Attached;
  /** Chosen, not yet taken in. */
  readonly incoming: { readonly files: readonly File[]; readonly asFile: boolean } | undefined;
  onTaken: () => void;
  onChange: (change: (before: Attached) => Attached) => void;
}

export interface RecorderProps {
  /** Where the finger went down that holds the recording; absent when it was begun by a press. */
  readonly held: Point | undefined;
  onClose: () => void;
  onSend: (attachment: OutgoingAttachment) => void;
}

export interface PanelProps {
  readonly at: Point;
  onClose: () => void;
  onEmoji: (emoji: string) => void;
  /** Absent where a sticker makes no sense (a reaction). */
  onSticker?: ((sticker: OutgoingAttachment) => void) | undefined;
}

/** Whose picture: an actor's, a chat's, or that of a bot which one runs. `has`: there is one now. */
export interface PhotoTarget {
  readonly actor: ActorId;
  readonly chat?: number | undefined;
  readonly as?: { readonly as?: ActorId };
  readonly bot?: number | undefined;
  readonly has: boolean;
  onChanged?: (() => void) | undefined;
}

export interface KeyboardProps {
  readonly message: ChatMessage;
  readonly rows: readonly (readonly KeyboardButton[])[];
  /** As whom one presses. */
  readonly actor: ActorId;
}

/** A list over the composer that takes some keys: true when the key was meant for it. */
export interface SuggestHandle {
  key: (key: string) => boolean;
}

export interface CommandsProps {
  readonly bot: ActorId;
  /** What is typed after the slash. */
  readonly typed: string;
  onChoose: (words: string) => void;
  readonly ref: Ref<SuggestHandle>;
}

/** Views of files, pictures, sounds and buttons, given from above: a conversation shows them without knowing them. */
export interface MediaViews {
  readonly Keyboard: ComponentType<KeyboardProps>;
  readonly Commands: ComponentType<CommandsProps>;
  readonly Attachments: ComponentType<{ readonly message: ChatMessage; readonly own: boolean }>;
  readonly AttachMenu: ComponentType<AttachProps>;
  readonly Tray: ComponentType<TrayProps>;
  readonly Recorder: ComponentType<RecorderProps>;
  readonly DropHere: ComponentType;
  readonly PhotoButton: ComponentType<{ readonly target: PhotoTarget }>;
  /** All emoji with a search, for any place that wants one chosen. */
  readonly EmojiList: ComponentType<{ onEmoji: (emoji: string) => void }>;
  readonly EmojiPanel: ComponentType<PanelProps>;
}

const Views = createContext<MediaViews | null>(null);

export const MediaProvider = Views.Provider;

export function useMediaViews(): MediaViews {
  const views = useContext(Views);
  if (!views) throw new Error("no views of media above this component");
  return views;
}
