/** Every command of the server with the types of its request and answer. */
import type {
  Actor,
  ActorId,
  Chat,
  ChatId,
  ChatMode,
  Device,
  Entity,
  Me,
  Message,
  MyReactions,
  Role,
  Seq,
  Version,
} from "./model";

type Nothing = Record<string, never>;

export interface SessionAnswer {
  readonly me: Me;
  readonly token?: string;
}

export interface InvitationView {
  readonly name?: string;
  readonly post_title?: string;
  readonly organisation?: string;
  readonly first_administrator?: boolean;
  readonly expires_at: number;
}

export interface InvitationRow {
  readonly id: number;
  readonly name?: string;
  readonly post?: ActorId;
  readonly created_at: number;
  readonly expires_at: number;
  readonly used_at?: number;
  readonly revoked_at?: number;
}

export interface Profile extends Me {
  readonly login: string;
  readonly about: string;
  readonly posts: readonly Actor[];
}

export interface Organisation {
  readonly id: number;
  readonly name: string;
  readonly root?: number;
}

export interface UnitRow {
  readonly id: number;
  readonly name: string;
}

export interface PostRow {
  readonly id: ActorId;
  readonly title: string;
  readonly holder?: Actor;
}

export interface UnitView {
  readonly unit: UnitRow;
  readonly path: readonly UnitRow[];
  readonly units: readonly UnitRow[];
  readonly posts: readonly PostRow[];
}

export interface Member {
  readonly actor: ActorId;
  readonly role: Role;
  readonly rights: number;
  readonly joined_at?: number;
}

export interface InviteLink {
  readonly id: number;
  readonly code?: string;
  readonly link?: string;
  readonly uses?: number;
  readonly used?: number;
  readonly expires_at?: number;
  readonly approval?: boolean;
  readonly created_at?: number;
}

export interface SyncPoint {
  readonly id: number;
  readonly version: Version;
}

export interface SyncedActor extends SyncPoint {
  readonly memberships: readonly Chat[];
  readonly gone?: readonly ChatId[];
  readonly more?: boolean;
}

export interface SyncedChat extends SyncPoint {
  readonly messages: readonly Message[];
  readonly chat?: Chat;
  readonly my_reactions?: MyReactions;
  readonly more?: boolean;
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

export interface Commands {
  // identity
  sign_in: { ask: NewSession & { login: string; password: string }; answer: SessionAnswer };
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
  list_invitations: { ask: Nothing; answer: { invitations: readonly InvitationRow[] } };
  revoke_invitation: { ask: { id: number }; answer: Nothing };
  me: { ask: Nothing; answer: Profile };
  update_profile: { ask: { name?: string; about?: string; locale?: string }; answer: Profile };
  change_password: { ask: { old: string; new: string }; answer: Nothing };
  list_devices: { ask: Nothing; answer: { devices: readonly Device[] } };
  revoke_device: { ask: { id: number }; answer: Nothing };
  revoke_other_devices: { ask: Nothing; answer: Nothing };
  find_people: { ask: { query: string; limit?: number }; answer: { actors: readonly Actor[] } };
  get_actors: { ask: { ids: readonly ActorId[] }; answer: { actors: readonly Actor[] } };
  // directory
  list_organisations: { ask: Nothing; answer: { organisations: readonly Organisation[] } };
  get_unit: { ask: { unit: number }; answer: UnitView };
  create_organisation: { ask: { name: string }; answer: { id: number } };
  create_unit: { ask: { organisation: number; parent?: number; name: string }; answer: { id: number } };
  rename_unit: { ask: { unit: number; name: string }; answer: Nothing };
  move_unit: { ask: { unit: number; parent?: number }; answer: Nothing };
  create_post: { ask: { unit: number; title: string }; answer: { id: ActorId } };
  rename_post: { ask: { post: ActorId; title: string }; answer: Nothing };
  appoint: { ask: { post: ActorId; person: ActorId }; answer: Nothing };
  dismiss: { ask: { post: ActorId }; answer: Nothing };
  // chats
  open_dialog: { ask: As & { with: ActorId }; answer: { chat: Chat } };
  create_group: { ask: NewChat; answer: { chat: Chat } };
  create_channel: { ask: NewChat; answer: { chat: Chat } };
  list_chats: {
    ask: { actor?: ActorId; archived?: boolean; after?: string | number; limit?: number };
    answer: { chats: readonly Chat[]; next?: string | number };
  };
  get_chat: { ask: InChat; answer: { chat: Chat; peers_read_seq?: Seq } };
  list_members: {
    ask: InChat & { after?: ActorId; limit?: number };
    answer: { members: readonly Member[]; next?: ActorId };
  };
  update_chat: { ask: InChat & { title?: string; about?: string }; answer: { chat: Chat } };
  add_members: { ask: InChat & { actors: readonly ActorId[] }; answer: Nothing };
  remove_member: { ask: InChat & { actor: ActorId }; answer: Nothing };
  leave_chat: { ask: InChat; answer: Nothing };
  set_role: { ask: InChat & { actor: ActorId; role: Role; rights?: number | null }; answer: Nothing };
  create_invite_link: {
    ask: InChat & { uses?: number; expires_at?: number; approval?: boolean };
    answer: InviteLink;
  };
  list_invite_links: { ask: InChat; answer: { links: readonly InviteLink[] } };
  revoke_invite_link: { ask: InChat & { id: number }; answer: Nothing };
  view_invite_link: {
    ask: { code: string };
    answer: { title: string; kind: Chat["kind"]; members_count?: number; approval?: boolean; about?: string };
  };
  join_by_link: { ask: As & { code: string }; answer: { chat?: Chat; requested?: boolean } };
  list_join_requests: {
    ask: InChat;
    answer: { requests: readonly { readonly actor: ActorId; readonly at: number }[] };
  };
  answer_join_request: { ask: InChat & { actor: ActorId; accept: boolean }; answer: Nothing };
  set_mute: { ask: InChat & { until: number | null }; answer: Nothing };
  set_pinned: { ask: InChat & { on: boolean }; answer: Nothing };
  set_archived: { ask: InChat & { on: boolean }; answer: Nothing };
  mark_read: { ask: InChat & { seq: Seq }; answer: Nothing };
  // messages
  send_message: {
    ask: InChat & { cid: string; text: string; entities?: readonly Entity[]; reply_to?: Seq };
    answer: SentAnswer;
  };
  forward_message: { ask: InChat & { cid: string; from_chat: ChatId; seq: Seq }; answer: SentAnswer };
  edit_message: { ask: InChat & { seq: Seq; text: string; entities?: readonly Entity[] }; answer: Nothing };
  delete_messages: { ask: InChat & { seqs: readonly Seq[]; for_everyone: boolean }; answer: Nothing };
  react: { ask: InChat & { seq: Seq; emoji: string; on: boolean }; answer: Nothing };
  list_reactions: {
    ask: { chat: ChatId; seq: Seq };
    answer: { reactions: readonly { readonly actor: ActorId; readonly emoji: string; readonly at?: number }[] };
  };
  pin_message: { ask: InChat & { seq: Seq; on: boolean }; answer: Nothing };
  list_pinned: { ask: { chat: ChatId }; answer: { messages: readonly Message[] } };
  history: {
    ask: { chat: ChatId; before?: Seq; after?: Seq; around?: Seq; limit?: number };
    answer: { messages: readonly Message[]; my_reactions?: MyReactions };
  };
  get_messages: {
    ask: { chat: ChatId; seqs: readonly Seq[] };
    answer: { messages: readonly Message[]; my_reactions?: MyReactions };
  };
  changes: {
    ask: { chat: ChatId; since: Version; limit?: number };
    answer: { messages: readonly Message[]; version: Version; more?: boolean; my_reactions?: MyReactions };
  };
  sync: {
    ask: { actors: readonly SyncPoint[]; chats: readonly SyncPoint[] };
    answer: { actors: readonly SyncedActor[]; chats: readonly SyncedChat[] };
  };
  typing: { ask: InChat; answer: Nothing };
}

export type CommandName = keyof Commands;
export type Ask<Name extends CommandName> = Commands[Name]["ask"];
export type Answer<Name extends CommandName> = Commands[Name]["answer"];

/** Commands that go over HTTP: they need no session, or they make or end one. */
export const HTTP_COMMANDS: ReadonlySet<CommandName> = new Set<CommandName>([
  "sign_in",
  "sign_out",
  "view_invitation",
  "accept_invitation",
]);
