/** A small server that keeps the rules of the protocol: spaces with versions, seq without gaps, client ids once. */
import type { ServerEvent, WireError } from "../events";
import type { ActorId, Chat, ChatId, Hat, Me, Membership, Message, Seq, Version } from "../model";

type Sink = (event: ServerEvent) => void;

interface Room {
  readonly id: ChatId;
  title: string;
  seq: Seq;
  version: Version;
  changed: Version;
  members: number;
  readonly messages: Map<Seq, Message>;
  readonly seats: Map<ActorId, Membership>;
  readonly ended: Map<ActorId, Version>;
  readonly cids: Map<string, Message>;
  /** seq → emoji of my hats. */
  readonly mine: Map<Seq, string[]>;
  /** seq → version of the hat's space at which it was hidden. */
  readonly hidden: Map<Seq, Version>;
}

export class Refusal extends Error {
  constructor(readonly wire: WireError) {
    super(wire.code);
  }
}

const OTHERS = [9001, 9002, 9003];

export class FakeServer {
  me: Me = { id: 1, name: "Анна Соколова", locale: "ru", administrator: false };
  readonly rooms = new Map<ChatId, Room>();
  readonly spaces = new Map<ActorId, Version>([[1, 1]]);
  readonly sinks = new Set<Sink>();
  /** Every request that was handled, by name. */
  /** While it is set, nobody may read history. */
  readingStops: WireError | undefined;
  readonly asked: { readonly name: string; readonly fields: Record<string, unknown> }[] = [];
  /** Answers `send_message` with these first. */
  readonly refusals: WireError[] = [];
  private lastChat = 100;

  constructor(private readonly now: () => number) {}

  get hats(): Hat[] {
    return [...this.spaces].map(([id, version]) => ({
      id,
      kind: id === 1 ? "person" : "post",
      name: "Анна Соколова",
      version,
    }));
  }

  private say(event: ServerEvent): void {
    const copy = structuredClone(event);
    for (const sink of this.sinks) sink(copy);
  }

  // -- what happens on the server

  addChat(hats: readonly ActorId[] = [1]): ChatId {
    this.lastChat += 1;
    const room: Room = {
      id: this.lastChat,
      title: `Чат ${this.lastChat}`,
      seq: 0,
      version: 1,
      changed: 1,
      members: 1,
      messages: new Map(),
      seats: new Map(),
      ended: new Map(),
      cids: new Map(),
      mine: new Map(),
      hidden: new Map(),
    };
    this.rooms.set(room.id, room);
    for (const hat of hats) this.join(room.id, hat);
    return room.id;
  }

  private step(actor: ActorId): Version {
    const version = (this.spaces.get(actor) ?? 0) + 1;
    this.spaces.set(actor, version);
    return version;
  }

  join(chat: ChatId, actor: ActorId): void {
    const room = this.room(chat);
    if (room.seats.has(actor)) return;
    room.members += 1;
    room.version += 1;
    room.changed = room.version;
    this.seat(room, actor, { role: "member", rights: 3, read_seq: room.seq });
    this.say({ ev: "chat", chat: this.card(room) });
  }

  private seat(room: Room, actor: ActorId, change: Partial<Membership>): void {
    const version = this.step(actor);
    const before = room.seats.get(actor) ?? { actor, role: "member", rights: 3, read_seq: 0, version: 0 };
    room.seats.set(actor, { ...before, ...change, version });
    room.ended.delete(actor);
    this.say({ ev: "membership", actor, version, chat: this.card(room, actor) });
  }

  leave(chat: ChatId, actor: ActorId): void {
    const room = this.room(chat);
    if (!room.seats.delete(actor)) return;
    const version = this.step(actor);
    room.ended.set(actor, version);
    room.members -= 1;
    room.version += 1;
    room.changed = room.version;
    this.say({ ev: "gone", actor, version, chat });
    this.say({ ev: "chat", chat: this.card(room) });
  }

  change(chat: ChatId, actor: ActorId, change: Partial<Membership>): void {
    const room = this.room(chat);
    if (room.seats.has(actor)) this.seat(room, actor, change);
  }

  rename(chat: ChatId, title: string): void {
    const room = this.room(chat);
    room.title = title;
    room.version += 1;
    room.changed = room.version;
    this.say({ ev: "chat", chat: this.card(room) });
  }

  post(chat: ChatId, text: string, sender: ActorId = 9001, reply_to?: Seq): Message {
    const room = this.room(chat);
    room.seq += 1;
    room.version += 1;
    const message: Message = {
      chat,
      seq: room.seq,
      version: room.version,
      sender,
      at: this.now(),
      text,
      ...(reply_to === undefined ? {} : { reply_to }),
    };
    room.messages.set(room.seq, message);
    this.say({ ev: "message", ...message });
    return message;
  }

  alter(chat: ChatId, seq: Seq, change: Partial<Message>): Message | undefined {
    const room = this.room(chat);
    const before = room.messages.get(seq);
    if (!before || before.deleted) return undefined;
    room.version += 1;
    const message: Message = { ...before, ...change, version: room.version };
    room.messages.set(seq, message);
    this.say({ ev: "message", ...message });
    return message;
  }

  react(chat: ChatId, seq: Seq, emoji: string, actor: ActorId, on: boolean): void {
    const room = this.room(chat);
    const before = room.messages.get(seq);
    if (!before || before.deleted) return;
    const old = before.reactions?.find((reaction) => reaction.emoji === emoji);
    const recent = old?.recent ?? [];
    if (recent.includes(actor) === on) return;
    const next = on ? [actor, ...recent] : recent.filter((other) => other !== actor);
    const rest = (before.reactions ?? []).filter((reaction) => reaction.emoji !== emoji);
    const reactions = next.length > 0 ? [...rest, { emoji, count: next.length, recent: next }] : rest;
    room.version += 1;
    const message: Message = { ...before, reactions, version: room.version };
    room.messages.set(seq, message);
    if (this.spaces.has(actor)) {
      const mine = (room.mine.get(seq) ?? []).filter((other) => other !== emoji);
      room.mine.set(seq, on ? [...mine, emoji] : mine);
    }
    this.say({ ev: "message", ...message, reacted: { actor, emoji, on } });
  }

  remove(chat: ChatId, seq: Seq): void {
    this.room(chat).mine.delete(seq);
    this.alter(chat, seq, { text: "", deleted: true, reactions: [] });
  }

  hide(chat: ChatId, seq: Seq): void {
    const room = this.room(chat);
    if (!room.messages.has(seq) || room.hidden.has(seq)) return;
    const version = this.step(1);
    room.hidden.set(seq, version);
    this.say({ ev: "hidden", actor: 1, version, chat, seqs: [seq] });
  }

  read(chat: ChatId, actor: ActorId, upTo: Seq): void {
    const room = this.room(chat);
    const seat = room.seats.get(actor);
    const seq = Math.min(upTo, room.seq);
    if (!seat || seat.read_seq >= seq) return;
    const version = this.step(actor);
    room.seats.set(actor, { ...seat, read_seq: seq, version });
    this.say({ ev: "read", chat, actor, seq });
    this.say({ ev: "read", chat, actor, seq, version });
  }

  // -- what it answers

  room(chat: ChatId): Room {
    const room = this.rooms.get(chat);
    if (!room) throw new Refusal({ code: "chat_not_found", text: "Такого чата нет." });
    return room;
  }

  card(room: Room, actor?: ActorId): Chat {
    const membership = actor === undefined ? undefined : room.seats.get(actor);
    const last = this.visible(room).at(-1);
    return {
      id: room.id,
      kind: "group",
      mode: "ordinary",
      title: room.title,
      about: "",
      members_count: room.members,
      version: room.version,
      changed: room.changed,
      seq: room.seq,
      ...(membership ? { membership } : {}),
      ...(membership && last ? { last } : {}),
    };
  }

  visible(room: Room): Message[] {
    return [...room.messages.values()].filter((message) => !room.hidden.has(message.seq));
  }

  private mine(room: Room, messages: readonly Message[]): Record<string, string[]> {
    const entries = messages.map((message) => [String(message.seq), room.mine.get(message.seq) ?? []] as const);
    return Object.fromEntries(entries.filter(([, emoji]) => emoji.length > 0).map(([seq, emoji]) => [seq, [...emoji]]));
  }

  private difference(room: Room, since: Version, limit: number) {
    const rows = this.visible(room)
      .filter((message) => message.version > since)
      .sort((left, right) => left.version - right.version);
    const messages = rows.slice(0, limit);
    const more = rows.length > limit;
    return {
      messages,
      more,
      version: more ? (messages.at(-1)?.version ?? since) : Math.max(room.version, since),
      ...(room.changed > since ? { chat: this.card(room) } : {}),
      my_reactions: this.mine(room, messages),
    };
  }

  private mayRead(room: Room): void {
    if (![...room.seats.keys()].some((actor) => this.spaces.has(actor))) {
      throw new Refusal({ code: "chat_not_found", text: "Такого чата нет." });
    }
  }

  /** Handles one command; throws Refusal. */
  handle(name: string, fields: Record<string, unknown>): unknown {
    this.asked.push({ name, fields });
    return structuredClone(this.answer(name, fields));
  }

  private answer(name: string, fields: Record<string, unknown>): unknown {
    const numberOf = (field: string, otherwise = 0): number => {
      const value = fields[field];
      return typeof value === "number" ? value : otherwise;
    };
    const actor = numberOf("as", 1);
    const limit = numberOf("limit", 50);
    switch (name) {
      case "send_message":
        return this.send(this.room(numberOf("chat")), actor, fields);
      case "history": {
        const room = this.room(numberOf("chat"));
        this.mayRead(room);
        if (this.readingStops) throw new Refusal(this.readingStops);
        const { topic } = fields;
        const all = this.visible(room).filter((one) => topic === undefined || (one.topic ?? 0) === topic);
        const before = fields.before === undefined ? Number.POSITIVE_INFINITY : numberOf("before");
        let messages: Message[];
        if (fields.around !== undefined) {
          const half = Math.floor(limit / 2);
          const around = numberOf("around");
          messages = [
            ...all.filter((message) => message.seq < around).slice(-half),
            ...all.filter((message) => message.seq >= around).slice(0, limit - half),
          ];
        } else if (fields.after !== undefined) {
          messages = all.filter((message) => message.seq > numberOf("after")).slice(0, limit);
        } else messages = all.filter((message) => message.seq < before).slice(-limit);
        return { messages, my_reactions: this.mine(room, messages) };
      }
      case "get_messages": {
        const room = this.room(numberOf("chat"));
        this.mayRead(room);
        const seqs = fields.seqs;
        const messages = this.visible(room).filter((m) => Array.isArray(seqs) && seqs.includes(m.seq));
        return { messages, my_reactions: this.mine(room, messages) };
      }
      case "changes": {
        const room = this.room(numberOf("chat"));
        this.mayRead(room);
        return this.difference(room, numberOf("since"), limit);
      }
      case "get_chat": {
        const room = this.room(numberOf("chat"));
        this.mayRead(room);
        return { chat: this.card(room, actor), peers_read_seq: 0 };
      }
      case "list_chats": {
        const own = numberOf("actor", 1);
        const chats = [...this.rooms.values()].filter((room) => room.seats.has(own));
        return { chats: chats.slice(0, limit).map((room) => this.card(room, own)) };
      }
      case "sync":
        return this.sync(
          fields as { actors: { id: number; version: number }[]; chats: { id: number; version: number }[] },
        );
      case "mark_read":
        this.read(numberOf("chat"), actor, numberOf("seq"));
        return { read_seq: numberOf("seq") };
      case "get_actors": {
        const ids = fields.ids;
        return {
          actors: (Array.isArray(ids) ? ids : []).map((id: number) => ({ id, kind: "person", name: `Имя ${id}` })),
        };
      }
      case "typing":
        return {};
      default:
        throw new Refusal({ code: "unknown_command", text: `Команды «${name}» нет.` });
    }
  }

  private send(room: Room, actor: ActorId, fields: Record<string, unknown>): unknown {
    const refusal = this.refusals.shift();
    if (refusal) throw new Refusal(refusal);
    if (!room.seats.has(actor)) throw new Refusal({ code: "chat_not_found", text: "Такого чата нет." });
    const cid = String(fields.cid);
    const known = room.cids.get(cid);
    const message = known ?? this.post(room.id, String(fields.text), actor);
    room.cids.set(cid, message);
    const { chat, seq, version, at } = message;
    return { chat, seq, version, at, ...(known ? { duplicate: true } : {}) };
  }

  private sync(ask: { actors: { id: number; version: number }[]; chats: { id: number; version: number }[] }): unknown {
    const page = 3;
    const actors = ask.actors
      .filter(({ id }) => this.spaces.has(id))
      .map(({ id, version }) => {
        const changed: { room: Room; version: Version; seq?: Seq }[] = [];
        for (const room of this.rooms.values()) {
          const at = room.seats.get(id)?.version ?? room.ended.get(id) ?? 0;
          if (at > version) changed.push({ room, version: at });
          if (id !== 1) continue;
          for (const [seq, hiddenAt] of room.hidden)
            if (hiddenAt > version) changed.push({ room, version: hiddenAt, seq });
        }
        changed.sort((left, right) => left.version - right.version);
        const part = changed.slice(0, page);
        const more = changed.length > page;
        const rooms = part.filter(({ seq }) => seq === undefined).map(({ room }) => room);
        return {
          id,
          version: more ? (part.at(-1)?.version ?? version) : (this.spaces.get(id) ?? version),
          memberships: rooms.filter((room) => room.seats.has(id)).map((room) => this.card(room, id)),
          gone: rooms.filter((room) => !room.seats.has(id)).map((room) => room.id),
          hidden: part.flatMap(({ room, seq }) => (seq === undefined ? [] : [{ chat: room.id, seqs: [seq] }])),
          more,
        };
      });
    const known = ask.chats.map((point) => ({ ...point, room: this.rooms.get(point.id) }));
    const member = (room: Room | undefined) => room && [...room.seats.keys()].some((actor) => this.spaces.has(actor));
    const stale = known.filter(({ room, version }) => room && member(room) && room.version > version);
    const chats = stale.map(({ id, version, room }, index) =>
      room && index < page ? { id, ...this.difference(room, version, 5) } : { id, version, messages: [], more: true },
    );
    return { actors, chats, gone: known.filter(({ room }) => !member(room)).map(({ id }) => id) };
  }
}

export { OTHERS };
