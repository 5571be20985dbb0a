/** Every command of the server with the types of its request and answer. */
import type { operations } from "./api.gen";
import type { NewAttachment } from "./attachments";
import type { DirectoryCommands } from "./directory";
import type {
  Actor,
  ActorId,
  Chat,
  ChatId,
  ChatKind,
  ChatMode,
  Device,
  Entity,
  Folder,
  Me,
  Message,
  MyReactions,
  MyVotes,
  Role,
  Seq,
  Version,
  WireDraft,
} from "./model";

export type * from "./directory";

// biome-ignore lint/complexity/noBannedTypes: an object without fields is what travels
export type Nothing = {};

/** A post that I hold: its card, and where it stands. */
export interface HeldPost {
  readonly id: ActorId;
  readonly title: string;
  readonly name: string;
  readonly unit: string;
  readonly organisation: string;
}

export interface Profile extends Me {
  readonly login: string;
  readonly about: string;
  readonly posts: readonly HeldPost[];
}

export interface SessionAnswer {
  readonly me: Profile;
  readonly token?: string;
}

export interface InvitationView {
  readonly name?: string;
  readonly post_title?: string;
  readonly organisation?: string;
  readonly first_administrator: boolean;
  readonly expires_at: number;
}

export interface InvitationRow {
  readonly id: number;
  readonly state: "open" | "accepted" | "expired" | "revoked";
  readonly created_at: number;
  readonly expires_at: number;
  readonly name?: string;
  readonly post?: ActorId;
  readonly post_title?: string;
  readonly created_by?: ActorId;
  readonly accepted_by?: ActorId;
  readonly accepted_at?: number;
}

export interface Member {
  readonly actor: ActorId;
  readonly role: Role;
  readonly rights: number;
  readonly joined_at: number;
}

export interface InviteLink {
  readonly id: number;
  readonly created_by: ActorId;
  readonly created_at: number;
  readonly used: number;
  readonly approval: boolean;
  readonly uses?: number;
  readonly expires_at?: number;
}

export interface InviteLinkView {
  readonly kind: ChatKind;
  readonly mode: ChatMode;
  readonly title: string;
  readonly about: string;
  readonly members_count: number;
  readonly approval: boolean;
  /** Only for those who are in already. */
  readonly chat?: ChatId;
}

export interface JoinRequest {
  readonly actor: ActorId;
  readonly asked_at: number;
  readonly link: number;
}

export interface ReactionRow {
  readonly actor: ActorId;
  readonly emoji: string;
  readonly at: number;
}

export interface SyncPoint {
  readonly id: number;
  readonly version: Version;
}

export interface SyncedActor extends SyncPoint {
  readonly memberships?: readonly Chat[];
  readonly gone?: readonly ChatId[];
  /** What this hat deleted for itself. */
  readonly hidden?: readonly { readonly chat: ChatId; readonly seqs: readonly Seq[] }[];
  readonly drafts?: readonly WireDraft[];
  /** All of them, if any changed. */
  readonly folders?: readonly Folder[];
  readonly more?: boolean;
}

export interface SyncedChat extends SyncPoint {
  readonly messages?: readonly Message[];
  /** When its title, settings or size changed. */
  readonly chat?: Chat;
  readonly my_reactions?: MyReactions;
  readonly my_votes?: MyVotes;
  readonly more?: boolean;
}

export interface Page {
  readonly messages: readonly Message[];
  readonly my_reactions?: MyReactions;
  readonly my_votes?: MyVotes;
}

interface As {
  /** The post in whose name this is done; absent: oneself. */
  readonly as?: ActorId;
}

interface InChat extends As {
  readonly chat: ChatId;
}

interface NewSession {
  readonly device_name?: string;
  readonly want_token?: boolean;
}

interface NewChat extends As {
  readonly title: string;
  readonly about?: string;
  readonly members?: readonly ActorId[];
  readonly mode?: ChatMode;
}

export interface SentAnswer {
  readonly chat: ChatId;
  readonly seq: Seq;
  readonly version: Version;
  readonly at: number;
  readonly duplicate?: boolean;
}

export interface Commands extends DirectoryCommands {
  // identity
  sign_in: { ask: NewSession & { login: string; password: string; code?: string }; answer: SessionAnswer };
  sign_out: { ask: Nothing; answer: Nothing };
  view_invitation: { ask: { code: string }; answer: InvitationView };
  accept_invitation: {
    ask: NewSession & { code: string; login: string; name: string; password: string };
    answer: SessionAnswer;
  };
  create_invitation: {
    ask: { name?: string; post?: ActorId; days?: number };
    answer: { id: number; code: string; link: string; expires_at: number };
  };
  list_invitations: {
    ask: { after?: number; limit?: number };
    answer: { invitations: readonly InvitationRow[]; next?: number };
  };
  revoke_invitation: { ask: { invitation: number }; answer: Nothing };
  me: { ask: Nothing; answer: Profile };
  update_profile: { ask: { name?: string; about?: string; locale?: "ru" | "en" }; answer: Profile };
  change_password: { ask: { old: string; new: string }; answer: Nothing };
  list_devices: { ask: Nothing; answer: { devices: readonly Device[] } };
  revoke_device: { ask: { device: number }; answer: Nothing };
  revoke_other_devices: { ask: Nothing; answer: Nothing };
  find_people: { ask: { query: string; limit?: number }; answer: { actors: readonly Actor[] } };
  get_actors: { ask: { ids: readonly ActorId[] }; answer: { actors: readonly Actor[] } };
  deactivate_person: { ask: { person: ActorId }; answer: Nothing };
  reactivate_person: { ask: { person: ActorId }; answer: Nothing };
  list_chief_administrators: { ask: Nothing; answer: { actors: readonly Actor[] } };
  set_administrator: { ask: { person: ActorId; on: boolean }; answer: Nothing };
  // chats
  create_filled_chat: {
    ask: As & {
      title: string;
      kind?: "group" | "channel";
      rule: { organisation: number; unit?: number; below?: boolean; heads?: boolean };
    };
    answer: { chat: Chat };
  };
  open_dialog: { ask: As & { with: ActorId }; answer: { chat: Chat } };
  create_group: { ask: NewChat; answer: { chat: Chat } };
  create_channel: { ask: NewChat; answer: { chat: Chat } };
  list_chats: {
    ask: { actor?: ActorId; archived?: boolean; after?: string; limit?: number };
    answer: { chats: readonly Chat[]; next?: string };
  };
  get_chat: { ask: InChat; answer: { chat: Chat; peers_read_seq: Seq; public_code?: string } };
  list_members: {
    ask: InChat & { after?: string; limit?: number };
    answer: { members: readonly Member[]; next?: string };
  };
  update_chat: { ask: InChat & { title?: string; about?: string; member_rights?: number }; answer: { chat: Chat } };
  add_members: { ask: InChat & { actors: readonly ActorId[] }; answer: { chat: Chat; added: readonly ActorId[] } };
  remove_member: { ask: InChat & { actor: ActorId }; answer: Nothing };
  leave_chat: { ask: InChat; answer: Nothing };
  set_role: { ask: InChat & { actor: ActorId; role: Role; rights?: number }; answer: { member: Member } };
  create_invite_link: {
    ask: InChat & { uses?: number; expires_at?: number; approval?: boolean };
    /** The code is shown this once. */
    answer: { link: InviteLink; code: string };
  };
  list_invite_links: { ask: InChat; answer: { links: readonly InviteLink[] } };
  revoke_invite_link: { ask: InChat & { link: number }; answer: Nothing };
  view_invite_link: { ask: { code: string }; answer: InviteLinkView };
  join_by_link: { ask: As & { code: string }; answer: { chat?: Chat; requested?: boolean } };
  list_join_requests: {
    ask: InChat & { after?: string; limit?: number };
    answer: { requests: readonly JoinRequest[]; next?: string };
  };
  answer_join_request: { ask: InChat & { actor: ActorId; accept: boolean }; answer: Nothing };
  set_mute: { ask: InChat & { until: number | null }; answer: { chat: Chat } };
  set_pinned: { ask: InChat & { on: boolean }; answer: { chat: Chat } };
  set_archived: { ask: InChat & { on: boolean }; answer: { chat: Chat } };
  set_draft: {
    ask: InChat & { text?: string; entities?: readonly Entity[]; reply_to?: Seq; at?: number };
    /** The one that is in force: the latest of all devices. */
    answer: { draft: WireDraft };
  };
  mark_read: { ask: InChat & { seq: Seq }; answer: { read_seq: Seq } };
  // messages
  send_message: {
    ask: InChat & {
      cid: string;
      text: string;
      entities?: readonly Entity[];
      reply_to?: Seq;
      attachments?: readonly NewAttachment[];
      silent?: boolean;
      urgent?: boolean;
      topic?: number;
      no_preview?: boolean;
    };
    answer: SentAnswer;
  };
  forward_message: { ask: InChat & { cid: string; from_chat: ChatId; seq: Seq }; answer: SentAnswer };
  edit_message: { ask: InChat & { seq: Seq; text: string; entities?: readonly Entity[] }; answer: Message };
  delete_messages: { ask: InChat & { seqs: readonly Seq[]; for_everyone?: boolean }; answer: Nothing };
  react: { ask: InChat & { seq: Seq; emoji: string; on: boolean }; answer: Message };
  list_reactions: {
    ask: { chat: ChatId; seq: Seq; emoji?: string; before?: number; limit?: number };
    answer: { reactions: readonly ReactionRow[] };
  };
  pin_message: { ask: InChat & { seq: Seq; on: boolean }; answer: Message };
  list_pinned: { ask: { chat: ChatId }; answer: Page };
  history: {
    ask: { chat: ChatId; before?: Seq; after?: Seq; around?: Seq; at?: number; topic?: number; limit?: number };
    answer: Page;
  };
  get_messages: { ask: { chat: ChatId; seqs: readonly Seq[] }; answer: Page };
  changes: { ask: { chat: ChatId; since: Version; limit?: number }; answer: Omit<SyncedChat, "id"> };
  sync: {
    ask: { actors: readonly SyncPoint[]; chats: readonly SyncPoint[] };
    answer: {
      actors: readonly SyncedActor[];
      chats: readonly SyncedChat[];
      /** Asked for, but none of my hats is a member any more. */
      gone?: readonly ChatId[];
    };
  };
  typing: { ask: InChat; answer: Nothing };
}

/** The same type in which everything may only be read. */
export type Read<T> = T extends (infer Item)[]
  ? readonly Read<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Read<T[Key]> }
    : T;

type Json<Part> = Part extends { content: { "application/json": infer Body } } ? Body : never;
/** What the server takes and gives, by its own description. */
export type Taken<Name extends keyof operations> = Json<operations[Name]["requestBody"]>;
export type Given<Name extends keyof operations> = Json<operations[Name]["responses"][200]>;

/** Every command of the server. Those that are not written above have the types of its own description. */
export type CommandName = keyof operations;
export type Ask<Name extends CommandName> = Name extends keyof Commands ? Commands[Name]["ask"] : Read<Taken<Name>>;
export type Answer<Name extends CommandName> = Name extends keyof Commands
  ? Commands[Name]["answer"]
  : Read<Given<Name>>;

/** Commands that go over HTTP: they need no session, or they make or end one. */
export const HTTP_COMMANDS: ReadonlySet<CommandName> = new Set<CommandName>([
  "sign_in",
  "sign_out",
  "view_invitation",
  "accept_invitation",
  "get_passkey_challenge",
  "sign_in_with_passkey",
  "begin_device_link",
  "poll_device_link",
  "report_opened_link",
  "recover",
  "view_recovery",
  "use_recovery",
]);

/** Open commands that only tell something. */
export type OpenName = "show_channel_queue";

/** Open commands whose answer begins a session (the last one only when its time has come). */
export type EnteringName = "sign_in_with_passkey" | "recover" | "use_recovery" | "poll_device_link";
