/** What the interface may use of the core. Everything that reads is cheap and returns the same object until something in it changes. */
import type { OutgoingAttachment } from "./attachments";
import type { Answer, Ask, CommandName, EnteringName, InvitationView, OpenName } from "./commands";
import type { ServerEvent } from "./events";
import type {
  Actor,
  ActorId,
  ChatCard,
  ChatId,
  ChatList,
  ChatMessage,
  ChatRow,
  ConnectionState,
  Draft,
  Entity,
  Folder,
  Membership,
  MessageWindow,
  Seq,
  Session,
  UnreadCount,
} from "./model";
import type { Account } from "./ports";
import type { Uploads } from "./uploads";

export interface OutgoingText {
  readonly text: string;
  readonly entities?: readonly Entity[];
  readonly reply_to?: Seq;
  readonly attachments?: readonly OutgoingAttachment[];
  readonly silent?: boolean;
  readonly urgent?: boolean;
  /** The link among the words stays without a preview. */
  readonly no_preview?: boolean;
  readonly topic?: number;
}

/** The read side: for `useSyncExternalStore(client.subscribe, () => client.read.chatRow(actor, chat))`. */
export interface Reader {
  session(): Session;
  connection(): ConnectionState;
  /** The card of an actor. Unknown ones are asked for in one batch and appear with a later flush. */
  actor(id: ActorId): Actor | undefined;
  chatList(actor: ActorId, archived?: boolean): ChatList;
  chatRow(actor: ActorId, chat: ChatId): ChatRow | undefined;
  chat(chat: ChatId): ChatCard | undefined;
  membership(actor: ActorId, chat: ChatId): Membership | undefined;
  messages(chat: ChatId): MessageWindow;
  /** A topic or the comments under a post, once it was opened. */
  thread(chat: ChatId, topic: number): MessageWindow;
  /** A single message, in the window or not (a quoted one, say). Unknown ones are fetched in a batch; null: there is none. */
  message(chat: ChatId, seq: Seq): ChatMessage | null | undefined;
  typing(chat: ChatId): readonly ActorId[];
  draft(actor: ActorId, chat: ChatId): Draft | undefined;
  folders(actor: ActorId): readonly Folder[];
  /** Unread messages that call the actor by name or answer him, ascending; also those that are not loaded. */
  mentions(actor: ActorId, chat: ChatId): readonly Seq[];
  unread(actor: ActorId): UnreadCount;
}

export interface Client {
  readonly account: Account;
  readonly read: Reader;
  /** Called once after each flush: at once for one's own acts, otherwise at most every 100 ms. */
  readonly subscribe: (listener: () => void) => () => void;

  /** Hears everything the server says, before it is applied. Call the result to hear no more. */
  readonly hear: (listener: (event: ServerEvent) => void) => () => void;

  /** Shows what the local database has, then connects. Resolves when the first picture is there. */
  start(): Promise<void>;
  stop(): Promise<void>;

  signIn(ask: Ask<"sign_in">): Promise<void>;
  viewInvitation(code: string): Promise<InvitationView>;
  acceptInvitation(ask: Ask<"accept_invitation">): Promise<void>;
  /** What anybody may ask, signed in or not. */
  ask<Name extends OpenName>(name: Name, ask: Ask<Name>): Promise<Answer<Name>>;
  /** The other ways in. Connects when the answer has a session. */
  enter<Name extends EnteringName>(name: Name, ask: Ask<Name>): Promise<Answer<Name>>;
  /** Ends the session and clears everything that this device kept. */
  signOut(): Promise<void>;

  /** Any command of the server, typed. Rejects with VecheError. */
  call<Name extends CommandName>(name: Name, fields: Ask<Name>): Promise<Answer<Name>>;

  // ---- reading a chat
  /** Loads what is needed to show the chat: around the first unread message, or the newest. Call the result when the chat is left. */
  openChat(actor: ActorId, chat: ChatId, at?: Seq | "newest" | "unread"): () => void;
  openThread(actor: ActorId, chat: ChatId, topic: number): () => void;
  loadOlder(chat: ChatId, topic?: number): Promise<void>;
  loadNewer(chat: ChatId): Promise<void>;
  /** Resolves when the message stands in the window (after the flush); false if it is not there. */
  jumpTo(chat: ChatId, seq: Seq, topic?: number): Promise<boolean>;
  jumpToNewest(chat: ChatId): Promise<void>;
  /** Shown at once, told to the server now and then; only ever rises. */
  markRead(actor: ActorId, chat: ChatId, seq: Seq): void;
  /** Call on every keystroke; goes out at most every few seconds. */
  typing(actor: ActorId, chat: ChatId): void;
  setDraft(actor: ActorId, chat: ChatId, draft: Omit<Draft, "at"> | null): void;

  /** What sends files; it is loaded when it is first asked for. */
  readonly uploads: Uploads;

  // ---- writing; these go through the outbox: at once on the screen, sent once and in order, also after a restart
  /** Returns the client-given id of the message. */
  sendMessage(actor: ActorId, chat: ChatId, message: OutgoingText): string;
  /** `bare`: the copy does not tell whose it was. */
  forwardMessage(
    actor: ActorId,
    chat: ChatId,
    from: { readonly chat: ChatId; readonly seq: Seq },
    bare?: boolean,
  ): string;
  /** Sent by the server at that time; its files must be there already. */
  scheduleMessage(actor: ActorId, chat: ChatId, message: OutgoingText, at: number): Promise<void>;
  /** Sends what other tabs, or the service worker, left. */
  takeOver(): Promise<void>;
  retrySend(cid: string): void;
  /** Takes back a send that failed or still waits; its fields come back, so that the composer can show them. */
  discardSend(cid: string): OutgoingText | undefined;

  // ---- acts on messages and chats; they need a connection and reject with VecheError
  editMessage(actor: ActorId, chat: ChatId, seq: Seq, message: OutgoingText): Promise<void>;
  deleteMessages(actor: ActorId, chat: ChatId, seqs: readonly Seq[], forEveryone: boolean): Promise<void>;
  react(actor: ActorId, chat: ChatId, seq: Seq, emoji: string, on: boolean): Promise<void>;
  pinMessage(actor: ActorId, chat: ChatId, seq: Seq, on: boolean): Promise<void>;
  /** Numbers of the options chosen; none takes the vote back. */
  vote(actor: ActorId, chat: ChatId, seq: Seq, options: readonly number[]): Promise<void>;
  closePoll(actor: ActorId, chat: ChatId, seq: Seq): Promise<void>;
  /** The group that holds the comments of a post, and their topic there. */
  openComments(actor: ActorId, chat: ChatId, seq: Seq): Promise<{ readonly chat: ChatId; readonly topic: number }>;
  /** The topics of a group; without a connection those of the last time. */
  topics(chat: ChatId): Promise<Answer<"list_topics">["topics"]>;
  /** The chat with this partner (oneself: saved messages), made if it was not there. */
  openDialog(actor: ActorId, partner: ActorId): Promise<ChatId>;
  createGroup(actor: ActorId, fields: Omit<Ask<"create_group">, "as">): Promise<ChatId>;
  createChannel(actor: ActorId, fields: Omit<Ask<"create_channel">, "as">): Promise<ChatId>;
  joinByLink(actor: ActorId, code: string): Promise<{ readonly chat?: ChatId; readonly requested?: boolean }>;
  leaveChat(actor: ActorId, chat: ChatId): Promise<void>;
  /** `until`: a time, or null to unmute. */
  setMute(actor: ActorId, chat: ChatId, until: number | null): Promise<void>;
  setPinned(actor: ActorId, chat: ChatId, on: boolean): Promise<void>;
  setArchived(actor: ActorId, chat: ChatId, on: boolean): Promise<void>;

  /** The messages of a chat that this device keeps, without those that are deleted: for a search without a network. */
  keptMessages(chat: ChatId): Promise<readonly ChatMessage[]>;
  /** People found by name; their cards are known afterwards. */
  findPeople(query: string, limit?: number): Promise<readonly Actor[]>;
}
