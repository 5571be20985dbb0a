import { createContext, useContext } from "react";
import type { ActorId, ChatId, ChatMessage, Seq } from "../../core";
import type { Point } from "../../ui/Menu";
import type { Layer } from "./layers";

/** In larger groups nobody keeps who has read what. */
export const READERS_MOST = 200;

/** What a message on the screen can ask of the conversation it stands in. */
export interface ConversationActs {
  readonly actor: ActorId;
  readonly chat: ChatId;
  /** The topic, or the post, that alone is shown. */
  readonly topic: number | undefined;
  show: (layer: Layer) => void;
  openMenu: (message: ChatMessage, at: Point) => void;
  reply: (message: ChatMessage) => void;
  edit: (message: ChatMessage) => void;
  remove: (messages: readonly ChatMessage[]) => void;
  /** Selects a message or takes it out again; `range`: with all between it and the one before. */
  select: (message: ChatMessage, range?: boolean) => void;
  jump: (seq: Seq) => void;
  react: (message: ChatMessage, emoji: string) => void;
  openActor: (actor: ActorId) => void;
  /** The comments under a post of a channel. */
  openComments: (seq: Seq) => void;
}

const Acts = createContext<ConversationActs | null>(null);

export const ActsProvider = Acts.Provider;

export function useActs(): ConversationActs {
  const acts = useContext(Acts);
  if (!acts) throw new Error("no conversation around this message");
  return acts;
}
