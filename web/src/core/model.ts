/**
 * The nouns of the client. What comes from the server keeps the server's field names, so that a row is stored and shown
 * as it arrived and there is one vocabulary on both sides. Times are milliseconds since 1970 (UTC), absent means default.
 */

import type { Attachment } from "./attachments";

export type ActorId = number;
export type ChatId = number;
export type Seq = number;
export type Version = number;

// ---------------------------------------------------------------------------------------------------------- the wire

/** `moved`: an author of a group that came along from another messenger. */
export type ActorKind = "person" | "post" | "bot" | "moved";

/** The card of anybody who can be a member of a chat. */
export interface Actor {
  readonly id: ActorId;
  readonly kind: ActorKind;
  /** Of a post: the name of its holder, empty while the post is vacant. */
  readonly name: string;
  /** Of a post: what the post is called. */
  readonly title?: string;
  readonly vacant?: boolean;
  /** The number of the file with the picture. */
  readonly photo?: number;
  /** The account was closed. */
  readonly deactivated?: boolean;
  /** Of a moved author: who he is here, once that is confirmed. */
  readonly person?: ActorId;
}

/** A part of the directory that somebody administers: a whole organisation, or a unit with everything below it. */
export interface Administers {
  readonly organisation: number;
  readonly unit: number | null;
}

/** The signed-in person. */
export interface Me {
  readonly id: ActorId;
  readonly name: string;
  readonly login?: string;
  readonly about?: string;
  readonly locale: string;
  /** Of the whole server. */
  readonly administrator: boolean;
  /** Parts of the directory; the server says it when the socket opens. */
  readonly administers?: readonly Administers[];
}

/** One of the hats of the signed-in person: himself, or a post he holds now. */
export interface Hat extends Actor {
  readonly version: Version;
}

export interface Device {
  readonly id: number;
  readonly name: string;
  readonly created_at: number;
  readonly last_used_at: number;
  readonly current: boolean;
  /** The network address of the last use, as long as it is kept. */
  readonly address?: string;
  readonly how?: string;
}

export type ChatKind = "dialog" | "group" | "channel";
export type ChatMode = "ordinary" | "official" | "public";
export type Role = "owner" | "admin" | "member";

/** Bits of `Membership.rights`. */
export const Right = {
  POST: 1,
  REACT: 2,
  PIN: 4,
  INVITE: 8,
  EDIT_INFO: 16,
  DELETE_ANY: 32,
  MANAGE_MEMBERS: 64,
  MANAGE_ROLES: 128,
} as const;

export type RightName = keyof typeof Right;

/** What a chat is for one actor: his role, his read mark, his settings. */
export interface Membership {
  readonly actor: ActorId;
  readonly role: Role;
  /** Effective rights as bits, see `Right`. */
  readonly rights: number;
  readonly read_seq: Seq;
  readonly muted_until?: number;
  readonly pinned_at?: number;
  readonly archived?: boolean;
  /** What of this chat makes a sound; absent: as for chats of its kind. */
  readonly notify?: NotifyRule;
  readonly version: Version;
}

/** Whose posts are in a chat by themselves: of a unit, with all below it, or of the organisation; only heads. */
export interface Filling {
  readonly organisation: number;
  readonly unit?: number;
  readonly below?: boolean;
  readonly heads?: boolean;
  readonly name?: string;
}

export interface Chat {
  readonly id: ChatId;
  readonly kind: ChatKind;
  readonly mode: ChatMode;
  readonly title: string;
  readonly about?: string;
  /** The number of the file with the picture. */
  readonly photo?: number;
  readonly members_count: number;
  /** What plain members may do in a group, bits of `Right`. */
  readonly member_rights?: number;
  readonly created_by?: ActorId;
  readonly last_at?: number;
  /** The version of the space now. */
  readonly version: Version;
  /** The version of the last change of title, settings or number of members. */
  readonly changed?: Version;
  /** A body vouches for this channel, or has to be asked again. */
  readonly seal?: "valid" | "due";
  /** The number of the newest message, 0 in an empty chat. */
  readonly seq: Seq;
  /** A group has topics. */
  readonly topics?: boolean;
  /** Seconds between two messages of a member. */
  readonly slow_mode?: number;
  /** The posts of a channel can be discussed, in the group `comments_chat`. */
  readonly comments?: boolean;
  readonly comments_chat?: ChatId;
  /** It holds the comments of that channel and stands in no list. */
  readonly comments_of?: ChatId;
  /** The rule by which its members come from the directory. */
  readonly filling?: Filling;
  /** The other side of a dialog; one's own id in saved messages. */
  readonly peer?: ActorId;
  readonly last?: Message;
  readonly membership?: Membership;
}

export type EntityType =
  | "bold"
  | "italic"
  | "underline"
  | "strike"
  | "code"
  | "pre"
  | "link"
  | "mention"
  | "quote"
  | "heading"
  | "highlight";

/** A range of the text; offset and length in UTF-16 code units, that is, as in JavaScript strings. */
export interface Entity {
  readonly type: EntityType;
  readonly offset: number;
  readonly length: number;
  readonly url?: string;
  readonly actor?: ActorId;
  readonly language?: string;
}

export interface Reaction {
  readonly emoji: string;
  readonly count: number;
  readonly recent?: readonly ActorId[];
}

/** Where a forwarded message comes from. */
export interface Origin {
  readonly chat?: ChatId;
  readonly seq?: Seq;
  readonly actor?: ActorId;
  readonly name: string;
  readonly at: number;
}

/** What a service line tells ("Anna added Boris"). `act` says which, the rest depends on it. */
export interface ServiceNote {
  readonly act: string;
  readonly actors?: readonly ActorId[];
  readonly title?: string;
  readonly [field: string]: string | number | boolean | null | undefined | readonly number[] | readonly string[];
}

/** A message as the server tells it. Identity: (chat, seq). */
export interface Message {
  readonly chat: ChatId;
  readonly seq: Seq;
  readonly version: Version;
  readonly sender: ActorId;
  readonly at: number;
  readonly kind?: "text" | "service";
  readonly text?: string;
  readonly entities?: readonly Entity[];
  readonly reply_to?: Seq;
  readonly origin?: Origin;
  readonly edited_at?: number;
  readonly deleted?: boolean;
  readonly reactions?: readonly Reaction[];
  readonly pinned?: boolean;
  readonly service?: ServiceNote;
  readonly attachments?: readonly Attachment[];
  /** Nobody was woken by it. */
  readonly silent?: boolean;
  /** Quiet hours do not hold it. */
  readonly urgent?: boolean;
  /** The topic of a group, or the post of a channel that it comments. */
  readonly topic?: number;
  /** Of a post of a channel: how many comments it has. */
  readonly comments?: number;
  /** The messenger that it came along from. */
  readonly moved?: string;
  /** Who stood in for the post that says it. */
  readonly by?: string;
}

/** What one of my hats chose in a poll; `right` is told to those who answered a quiz. */
export interface MyVote {
  readonly options?: readonly number[];
  readonly right?: number;
}

/** The votes of the asker, by the message's seq. */
export type MyVotes = Readonly<Record<string, MyVote>>;

/** The reactions of the asker, by the message's seq. */
export type MyReactions = Readonly<Record<string, readonly string[]>>;

// ---------------------------------------------------------------------------------------------- the client's own state

export type SendState = "sent" | "pending" | "failed";

/** A message as the screen shows it: the server's row, or one that is still on its way. The object changes only when something in it does. */
export interface ChatMessage extends Message {
  /** Stays the same from the moment of sending through the answer, for use as a list key. */
  readonly key: string;
  /** 0 while the server has not given a number. */
  readonly seq: Seq;
  readonly text: string;
  readonly state: SendState;
  /** Emoji with which one of my hats reacted. */
  readonly mine: readonly string[];
  /** My choice in the poll that it carries. */
  readonly vote?: MyVote;
  /** Of a message that is or was on its way from this device. */
  readonly cid?: string;
  /** Why it failed; the text is in the reader's language when it came from the server. */
  readonly error?: Trouble;
}

/** What went wrong, as plain data. */
export interface Trouble {
  readonly code: string;
  readonly text: string;
  readonly retry_after?: number;
}

/** What is loaded of one chat: an unbroken run of messages, at most 2,000. */
export interface MessageWindow {
  readonly chat: ChatId;
  /** Ascending; messages on their way stand at the end. */
  readonly items: readonly ChatMessage[];
  readonly hasOlder: boolean;
  /** False when the window ends at the newest message, so that new ones appear in it. */
  readonly hasNewer: boolean;
  readonly loading: "older" | "newer" | "window" | null;
  /** Nothing is known yet: show a skeleton, not "no messages". */
  readonly empty: "unknown" | "yes" | "no";
  readonly error?: Trouble;
  /** Rises with every jump: the list was replaced, not extended. */
  readonly generation: number;
}

/** A chat without what depends on the hat. */
export interface ChatCard extends Omit<Chat, "membership" | "peer" | "last"> {
  readonly about: string;
  /** Which of my hats are members. */
  readonly hats: readonly ActorId[];
  /** Up to where others have read, as far as known. */
  readonly peers_read_seq: Seq;
}

/** One line of the chat list: a chat seen by one hat. */
export interface ChatRow {
  readonly id: ChatId;
  readonly actor: ActorId;
  readonly chat: ChatCard;
  readonly membership: Membership;
  readonly peer?: ActorId;
  /** The newest message, my own on its way included. */
  readonly last?: ChatMessage;
  readonly unread: number;
  readonly muted: boolean;
  /** Unread messages that call me by name or answer me. */
  readonly mentions: number;
  readonly typing: readonly ActorId[];
  readonly draft?: Draft;
  /** Sends of mine that failed and wait for a decision. */
  readonly failed: number;
}

export interface ChatList {
  readonly actor: ActorId;
  readonly archived: boolean;
  /** Pinned first, then by the newest message; the order moves at most once a second. */
  readonly ids: readonly ChatId[];
  /** False while pages of the list are still on their way. */
  readonly complete: boolean;
}

/** What stands in the composer of a chat; all devices of the person have it. */
export interface Draft {
  readonly text: string;
  readonly entities?: readonly Entity[];
  readonly reply_to?: Seq;
  readonly at: number;
  /** The server has not heard of it yet. */
  readonly unsaid?: boolean;
  /** It was written on another device. */
  readonly elsewhere?: boolean;
}

/** A draft as it travels: without text and reply there is none any more. */
export interface WireDraft {
  readonly chat: ChatId;
  readonly at: number;
  readonly text?: string;
  readonly entities?: readonly Entity[];
  readonly reply_to?: Seq;
}

export type NotifyRule = "all" | "mentions" | "nobody";

/** A part of the chat list: chats of these kinds and those named, but not those in `without`. */
export interface Folder {
  readonly id: number;
  readonly title: string;
  readonly emoji?: string;
  readonly kinds?: readonly ("dialogs" | "groups" | "channels")[];
  readonly chats?: readonly ChatId[];
  readonly without?: readonly ChatId[];
  readonly unread?: boolean;
  readonly without_muted?: boolean;
}

export type Session =
  | { readonly status: "starting" }
  | { readonly status: "signed_out"; readonly reason?: string }
  | { readonly status: "signed_in"; readonly me: Me; readonly hats: readonly Hat[] };

export interface ConnectionState {
  readonly status: "online" | "connecting" | "offline";
  /** When the next try is made, if one is planned. */
  readonly retry_at?: number;
  /** True from the moment of connection until everything missed is here. */
  readonly catching_up: boolean;
}

/** How many unread messages a hat has: in chats that are not muted, and in how many chats. */
export interface UnreadCount {
  readonly messages: number;
  readonly chats: number;
}

export function may(membership: Membership | undefined, right: RightName): boolean {
  return membership !== undefined && (membership.rights & Right[right]) !== 0;
}
