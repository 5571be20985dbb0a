/** What this device keeps between starts. Two implementations: IndexedDB, and nothing at all. */

import type { CardFields, Seat } from "./chat";
import type { Answer } from "./commands";
import type { Actor, ActorId, ChatId, ChatMessage, Draft, Folder, Hat, Me, Seq, Version } from "./model";
import type { Outgoing } from "./outbox";

export interface KeptChat {
  readonly id: ChatId;
  readonly card: CardFields;
  readonly seq: Seq;
  readonly version: Version;
  readonly seats: readonly (readonly [ActorId, Seat])[];
  readonly last?: ChatMessage;
  readonly peersRead: Seq;
  readonly unsaid: readonly (readonly [ActorId, Seq])[];
  readonly drafts: readonly (readonly [ActorId, Draft])[];
  /** Whether the newest messages are kept too. */
  readonly tail: boolean;
  /** And as many of them as are ever kept. */
  readonly whole?: boolean;
  readonly topics?: Answer<"list_topics">["topics"];
}

/** The newest messages of a chat: everything from `from` on, as of the version of the chat's record. */
export interface Tail {
  readonly id: ChatId;
  readonly from: Seq;
  readonly rows: readonly ChatMessage[];
  readonly hidden: readonly Seq[];
}

export interface KeptState {
  readonly me: Me;
  readonly hats: readonly Hat[];
  readonly spaces: readonly (readonly [ActorId, Version])[];
  readonly folders?: readonly (readonly [ActorId, readonly Folder[]])[];
}

export interface Kept {
  readonly state: KeptState;
  readonly chats: readonly KeptChat[];
  readonly actors: readonly Actor[];
}

export interface ChatToKeep {
  readonly chat: KeptChat;
  /**
   * The newest messages. `partial`: the kept ones were not read in this run, so these rows are laid over them.
   * null: they are not worth keeping. undefined: none of them changed.
   */
  readonly tail: (Tail & { readonly partial: boolean }) | null | undefined;
}

export interface Batch {
  readonly state: KeptState;
  readonly chats: readonly ChatToKeep[];
  readonly dropped: readonly ChatId[];
  readonly actors: readonly Actor[];
}

export interface Vault {
  /** Everything but messages; null if nothing is kept. Never rejects. */
  load(): Promise<Kept | null>;
  tail(chat: ChatId): Promise<Tail | null>;
  /** False if another tab has newer state, so that this was not written. */
  save(batch: Batch): Promise<boolean>;
  outgoing(): Promise<Outgoing[]>;
  putOutgoing(item: Outgoing): Promise<void>;
  deleteOutgoing(cid: string): Promise<void>;
  /** Forgets everything, for sign-out. */
  clear(): Promise<void>;
  close(): void;
}

/** For browsers that refuse storage: everything works, nothing survives. */
export class NoVault implements Vault {
  load(): Promise<Kept | null> {
    return Promise.resolve(null);
  }
  tail(): Promise<Tail | null> {
    return Promise.resolve(null);
  }
  save(): Promise<boolean> {
    return Promise.resolve(true);
  }
  outgoing(): Promise<Outgoing[]> {
    return Promise.resolve([]);
  }
  putOutgoing(): Promise<void> {
    return Promise.resolve();
  }
  deleteOutgoing(): Promise<void> {
    return Promise.resolve();
  }
  clear(): Promise<void> {
    return Promise.resolve();
  }
  close(): void {}
}
