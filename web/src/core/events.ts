/** What the server sends of itself over the socket. */
import type { FileCard } from "./attachments";
import type { Actor, ActorId, Chat, ChatId, Folder, Hat, Me, Message, Seq, Version, WireDraft } from "./model";

export interface Reacted {
  readonly actor: ActorId;
  readonly emoji: string;
  readonly on: boolean;
}

export interface WelcomeEvent {
  readonly ev: "welcome";
  readonly me: Me;
  readonly actors: readonly Hat[];
  readonly server: string;
  readonly time: number;
}

export type MessageEvent = Message & { readonly ev: "message"; readonly reacted?: Reacted };

/** Something that happened to one's account, for its owner. */
export interface SafetyNotice {
  readonly id: number;
  readonly kind: string;
  readonly at: number;
  readonly device?: number | null;
  readonly device_name?: string;
  readonly address?: string;
}

export type ServerEvent =
  | WelcomeEvent
  | MessageEvent
  | { readonly ev: "chat"; readonly chat: Chat }
  | { readonly ev: "membership"; readonly actor: ActorId; readonly version: Version; readonly chat: Chat }
  | { readonly ev: "gone"; readonly actor: ActorId; readonly version: Version; readonly chat: ChatId }
  | {
      readonly ev: "read";
      readonly chat: ChatId;
      readonly actor: ActorId;
      readonly seq: Seq;
      /** Of the reader's own space; only his own devices get it. */
      readonly version?: Version;
    }
  | { readonly ev: "typing"; readonly chat: ChatId; readonly actor: ActorId }
  | {
      readonly ev: "hidden";
      readonly actor: ActorId;
      /** Of the actor's own space. */
      readonly version: Version;
      readonly chat: ChatId;
      readonly seqs: readonly Seq[];
    }
  | { readonly ev: "actor"; readonly card: Actor }
  | { readonly ev: "me"; readonly me: Me }
  | { readonly ev: "actors"; readonly actors: readonly Hat[] }
  | { readonly ev: "join_request"; readonly chat: ChatId; readonly actor: ActorId; readonly at: number }
  | { readonly ev: "draft"; readonly actor: ActorId; readonly version: Version; readonly draft: WireDraft }
  | { readonly ev: "folders"; readonly actor: ActorId; readonly version: Version; readonly folders: readonly Folder[] }
  | { readonly ev: "mention"; readonly actor: ActorId; readonly chat: ChatId; readonly seq: Seq }
  /** Somebody about whom this client asked a moment ago has come, or gone. */
  | { readonly ev: "presence"; readonly actor: ActorId; readonly online?: boolean; readonly seen?: number }
  /** A plan that one looks at stands differently. */
  | { readonly ev: "rollout"; readonly plan: number }
  | { readonly ev: "settings"; readonly notices?: unknown; readonly privacy?: unknown }
  | {
      /** A bot answered a press of one of my devices: `press` is the number that was sent along. */
      readonly ev: "button_answered";
      readonly chat: ChatId;
      readonly seq: Seq;
      readonly press: number;
      readonly text?: string;
    }
  | { readonly ev: "file"; readonly file: FileCard }
  | { readonly ev: "safety_notice"; readonly notice: SafetyNotice }
  | { readonly ev: "signed_out"; readonly reason: string }
  | { readonly ev: "resync" };

/** The error object, the same over HTTP and the socket. */
export interface WireError {
  readonly code: string;
  readonly text: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly retry_after?: number;
}

export type AnswerFrame =
  | { readonly re: number; readonly ok: unknown }
  | { readonly re: number; readonly error: WireError };

/** One frame of the server; null for what is neither an answer nor an event. The fields inside are trusted: it is our own server. */
export function parseFrame(text: string): AnswerFrame | ServerEvent | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  if ("re" in value && typeof value.re === "number") return value as AnswerFrame;
  if ("ev" in value && typeof value.ev === "string") return value as ServerEvent;
  return null;
}
