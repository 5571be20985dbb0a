/** The door's one object: every act of the interface, each in a line or two. */
import type { Client, OutgoingText } from "./api";
import { wireAttachment } from "./attachments";
import { browserParts } from "./browser";
import { type Answer, type Ask, type CommandName, HTTP_COMMANDS } from "./commands";
import { Core } from "./core";
import { asVecheError, isPassing } from "./errors";
import { post } from "./http";
import type { ActorId, Chat, ChatId, Draft, Message } from "./model";
import type { Account, Parts } from "./ports";
import { Reading } from "./reading";

/** With the browser's own socket, storage and clock. */
export function createClient(account: Account): Client {
  return createClientWith(browserParts(account));
}

/** One that only lets people in: it keeps nothing and is not connected. */
export function createDoor(account: Account): Client {
  const core = new Core(browserParts(account));
  core.store.signOut();
  core.views.publish();
  return clientOf(core);
}

/** With every part given, where there is no browser. */
export function createClientWith(parts: Parts): Client {
  return clientOf(new Core(parts));
}

function call<Name extends CommandName>(core: Core, name: Name, fields: Ask<Name>): Promise<Answer<Name>> {
  return HTTP_COMMANDS.has(name) ? post(core.parts, name, fields) : core.link.request(name, fields);
}

async function signOut(core: Core): Promise<void> {
  core.leaving = true;
  try {
    await post(core.parts, "sign_out", {}).catch((thrown: unknown) => {
      // Signed out already is what was wanted.
      if (asVecheError(thrown).status !== 401) throw thrown;
    });
    await core.forget(undefined);
  } finally {
    core.leaving = false;
  }
}

/** An act on a message; the answer is the message as it is now, shown at once. */
async function change(
  core: Core,
  name: "edit_message" | "react" | "pin_message" | "close_poll",
  fields: Ask<typeof name>,
): Promise<void> {
  const message: Message = await core.link.request(name, fields);
  const state = core.store.chats.get(message.chat);
  if (!state) return;
  const before = state.find(message.seq)?.mine ?? [];
  let mine = before;
  if ("emoji" in fields) {
    mine = before.filter((emoji) => emoji !== fields.emoji);
    if (fields.on) mine = [...mine, fields.emoji];
  }
  const vote = state.find(message.seq)?.vote;
  const my_votes = vote ? { [message.seq]: vote } : {};
  core.store.putRows(state, { messages: [message], my_reactions: { [message.seq]: mine }, my_votes });
  core.flusher.now();
}

/** A vote comes back with the new counts, and so does the closing of a poll. */
async function vote(core: Core, ask: Ask<"vote">): Promise<void> {
  const { message, vote } = await core.link.request("vote", ask);
  const state = core.store.chats.get(ask.chat);
  if (!state) return;
  const mine = state.find(ask.seq)?.mine ?? [];
  core.store.putRows(state, {
    messages: [message],
    my_reactions: { [ask.seq]: mine },
    my_votes: { [ask.seq]: vote },
  });
  core.flusher.now();
}

async function schedule(core: Core, actor: ActorId, chat: ChatId, message: OutgoingText, at: number): Promise<void> {
  const { text, entities, reply_to, attachments, ...flags } = message;
  await core.link.request("schedule_message", {
    chat,
    at,
    text,
    cid: core.parts.newId(),
    ...flags,
    ...(entities?.length ? { entities: [...entities] } : {}),
    ...(reply_to === undefined ? {} : { reply_to }),
    ...(attachments?.length ? { attachments: attachments.map(wireAttachment) } : {}),
    ...core.as(actor),
  });
}

function entered(core: Core, chat: Chat): ChatId {
  core.store.putChat(chat);
  core.flusher.now();
  return chat.id;
}

function setDraft(core: Core, actor: ActorId, chat: ChatId, draft: Omit<Draft, "at"> | null): void {
  const state = core.store.chats.get(chat);
  const empty = !draft || (draft.text === "" && draft.reply_to === undefined);
  if (state) core.own.setDraft(state, actor, empty ? null : draft);
}

function clientOf(core: Core): Client {
  const { sending } = core;
  const reading = new Reading(core);
  return {
    account: core.parts.account,
    read: core.views.reader,
    subscribe: (listener) => core.flusher.subscribe(listener),
    hear: (listener) => {
      core.listeners.add(listener);
      return () => core.listeners.delete(listener);
    },
    start: () => core.start(),
    stop: () => core.stop(),
    signIn: async (ask) => {
      await core.enter((await post(core.parts, "sign_in", ask)).me);
    },
    viewInvitation: (code) => post(core.parts, "view_invitation", { code }),
    ask: (name, ask) => post(core.parts, name, ask),
    enter: async (name, ask) => {
      const answer = await post(core.parts, name, ask);
      if (answer.me) await core.enter(answer.me);
      return answer;
    },
    acceptInvitation: async (ask) => {
      await core.enter((await post(core.parts, "accept_invitation", ask)).me);
    },
    signOut: () => signOut(core),
    call: (name, fields) => call(core, name, fields),

    openChat: (actor, chat, at = "unread") => reading.open(actor, chat, at),
    openThread: (actor, chat, topic) => reading.openThread(actor, chat, topic),
    loadOlder: (chat, topic) =>
      reading.with(chat, undefined, async (state) => {
        if (topic === undefined) return core.history.loadOlder(state);
        const thread = state.threads.get(topic);
        if (thread) await (await core.threads()).loadOlder(thread);
      }),
    loadNewer: (chat) => reading.with(chat, undefined, (state) => core.history.loadNewer(state)),
    jumpTo: (chat, seq, topic) =>
      reading.with(chat, false, async (state) => {
        if (topic === undefined) return core.history.jump(state, seq);
        const thread = state.threads.get(topic);
        return thread ? (await core.threads()).jump(thread, seq) : false;
      }),
    jumpToNewest: (chat) => reading.with(chat, undefined, (state) => core.history.openNewest(state)),
    markRead: (actor, chat, seq) => {
      const state = core.store.chats.get(chat);
      if (state) core.marks.read(state, actor, seq);
    },
    typing: (actor, chat) => core.marks.typing(actor, chat),
    setDraft: (actor, chat, draft) => setDraft(core, actor, chat, draft),

    uploads: core.uploads,
    sendMessage: (actor, chat, message) => sending.send(actor, chat, message),
    forwardMessage: (actor, chat, from, bare) =>
      sending.send(actor, chat, { text: "" }, bare ? { ...from, bare } : from),
    scheduleMessage: (actor, chat, message, at) => schedule(core, actor, chat, message, at),
    takeOver: () => sending.takeOver(),
    retrySend: (cid) => sending.retry(cid),
    discardSend: (cid) => sending.discard(cid),

    editMessage: (actor, chat, seq, message) =>
      change(core, "edit_message", {
        chat,
        seq,
        text: message.text,
        ...(message.entities?.length ? { entities: message.entities } : {}),
        ...core.as(actor),
      }),
    deleteMessages: async (actor, chat, seqs, forEveryone) => {
      await core.link.request("delete_messages", { chat, seqs, for_everyone: forEveryone, ...core.as(actor) });
      if (!forEveryone) core.store.hide(chat, actor, seqs);
    },
    react: (actor, chat, seq, emoji, on) => change(core, "react", { chat, seq, emoji, on, ...core.as(actor) }),
    pinMessage: (actor, chat, seq, on) => change(core, "pin_message", { chat, seq, on, ...core.as(actor) }),
    vote: (actor, chat, seq, options) => vote(core, { chat, seq, options, ...core.as(actor) }),
    closePoll: (actor, chat, seq) => change(core, "close_poll", { chat, seq, ...core.as(actor) }),
    openComments: async (actor, chat, seq) => {
      // Their group is one of my chats once I have looked at comments there; without a network it has to do.
      const kept = [...core.store.chats.values()].find(
        ({ card, seats }) => card.comments_of === chat && seats.has(actor),
      );
      if (kept && core.link.status !== "online") return { chat: kept.id, topic: seq };
      const place = await core.link.request("open_comments", { chat, seq, ...core.as(actor) });
      entered(core, (await core.link.request("get_chat", { chat: place.chat, ...core.as(actor) })).chat);
      return place;
    },
    topics: async (chat) => {
      const state = core.store.chats.get(chat);
      if (state) await core.keeper.readTail(state);
      try {
        const { topics } = await core.link.request("list_topics", { chat });
        if (state) state.topics = topics;
        core.keeper.chat(chat, false);
        return topics;
      } catch (thrown) {
        if (state?.topics && isPassing(asVecheError(thrown))) return state.topics;
        throw thrown;
      }
    },
    openDialog: async (actor, partner) =>
      entered(core, (await core.link.request("open_dialog", { with: partner, ...core.as(actor) })).chat),
    createGroup: async (actor, fields) =>
      entered(core, (await core.link.request("create_group", { ...fields, ...core.as(actor) })).chat),
    createChannel: async (actor, fields) =>
      entered(core, (await core.link.request("create_channel", { ...fields, ...core.as(actor) })).chat),
    joinByLink: async (actor, code) => {
      const { chat, requested } = await core.link.request("join_by_link", { code, ...core.as(actor) });
      return chat ? { chat: entered(core, chat) } : { requested: requested ?? false };
    },
    leaveChat: async (actor, chat) => {
      await core.link.request("leave_chat", { chat, ...core.as(actor) });
    },
    setMute: async (actor, chat, until) => {
      await core.link.request("set_mute", { chat, until, ...core.as(actor) });
    },
    setPinned: async (actor, chat, on) => {
      await core.link.request("set_pinned", { chat, on, ...core.as(actor) });
    },
    setArchived: async (actor, chat, on) => {
      await core.link.request("set_archived", { chat, on, ...core.as(actor) });
    },
    keptMessages: async (chat) => {
      const state = core.store.chats.get(chat);
      if (!state) return [];
      await core.keeper.readTail(state);
      const rows = new Map([...state.live.rows, ...(state.view?.rows ?? [])].map((row) => [row.seq, row]));
      return [...rows.values()].filter((row) => !row.deleted && !state.hidden.has(row.seq));
    },
    findPeople: async (query, limit) => {
      const { actors } = await core.link.request("find_people", { query, ...(limit ? { limit } : {}) });
      for (const card of actors) core.store.putActor(card);
      return actors;
    },
  };
}
