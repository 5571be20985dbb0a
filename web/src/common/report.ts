import { create } from "zustand";
import type { ActorId, ChatId, Seq } from "../core";

/** What somebody is about to report: messages of a chat, a chat, or a person. */
export interface Reported {
  readonly chat?: ChatId;
  readonly seqs?: readonly Seq[];
  readonly actor?: ActorId;
}

interface Reporting {
  readonly about: Reported | null;
  readonly ask: (about: Reported | null) => void;
}

export const useReporting = create<Reporting>((set) => ({
  about: null,
  ask: (about) => set({ about }),
}));
