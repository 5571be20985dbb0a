/** What makes a sound while the page is open, and what waits until the quiet hours are over. */
import { useUi } from "../../common/state";
import type { Answer, ChatMessage, ChatRow, Client, Hat, ServerEvent } from "../../core";
import { isQuiet, QUIET } from "./quiet";

type Settings = Answer<"get_notices">["settings"];
type MessageEvent = Extract<ServerEvent, { ev: "message" }>;

const THERE_MS = 55_000;
const LOOK_MS = 20_000;

export interface Show {
  sound(): void;
  /** A notification of the system. */
  desktop(row: ChatRow, message: MessageEvent, preview: boolean): void;
  /** So many messages came in the quiet hours. */
  summary(count: number): void;
  badge(count: number): void;
}

/** Whether this account is the one on the screen. */
export interface Shown {
  now(): boolean;
  subscribe(changed: () => void): () => void;
}

/** Whether a message is worth a sound for this hat; undefined: it is not for him at all. */
export function isWorth(row: ChatRow, settings: Settings, message: MessageEvent, called: boolean): boolean {
  const { kind } = row.chat;
  const standard = kind === "dialog" ? settings.dialogs : kind === "channel" ? settings.channels : settings.groups;
  const rule = row.membership.notify ?? standard ?? (kind === "channel" ? "mentions" : "all");
  if (row.muted || message.silent || rule === "nobody") return false;
  return rule === "all" || called;
}

export class Watch {
  private settings: Settings = {};
  private held = 0;
  /** The post whose hat the server was last told of; 0: none. */
  private told = 0;
  private stops: (() => void)[] = [];

  constructor(
    private readonly client: Client,
    private readonly show: Show,
    private readonly shown: Shown,
  ) {}

  start(): () => void {
    const { client } = this;
    const visible = () => this.sayThere();
    const changed = () => this.post() !== this.told && this.sayThere();
    document.addEventListener("visibilitychange", visible);
    const there = setInterval(() => this.isLookedAt() && this.sayThere(), THERE_MS);
    const morning = setInterval(() => this.look(), LOOK_MS);
    let online = false;
    this.stops = [
      client.hear((event) => this.heard(event)),
      client.subscribe(() => {
        const now = client.read.connection().status === "online";
        if (now && !online) this.connected();
        else changed();
        online = now;
        this.show.badge(this.hats().reduce((sum, hat) => sum + client.read.unread(hat.id).messages, 0));
      }),
      useUi.subscribe(changed),
      this.shown.subscribe(changed),
      () => document.removeEventListener("visibilitychange", visible),
      () => clearInterval(there),
      () => clearInterval(morning),
    ];
    online = client.read.connection().status === "online";
    if (online) this.connected();
    return () => {
      for (const stop of this.stops) stop();
      this.show.badge(0);
    };
  }

  private hats(): readonly Hat[] {
    const session = this.client.read.session();
    return session.status === "signed_in" ? session.hats : [];
  }

  /** The post whose hat is on in the account on the screen; 0: none, it is private life. */
  private post(): number {
    const session = this.client.read.session();
    const { hat } = useUi.getState();
    if (session.status !== "signed_in" || hat === session.me.id || !this.shown.now()) return 0;
    return session.hats.some((each) => each.id === hat) ? hat : 0;
  }

  private isLookedAt(): boolean {
    return document.visibilityState === "visible" && document.hasFocus();
  }

  private connected(): void {
    this.sayThere();
    this.client.call("get_notices", {}).then(
      ({ settings }) => {
        this.settings = settings;
      },
      () => undefined,
    );
  }

  private sayThere(): void {
    if (this.client.read.connection().status !== "online") return;
    this.told = this.post();
    const as = this.told ? { as: this.told } : {};
    this.client.call("set_there", { there: document.visibilityState === "visible", ...as }).catch(() => undefined);
  }

  private heard(event: ServerEvent): void {
    if (event.ev === "settings" && event.notices) {
      this.settings = event.notices as Settings;
      this.look();
    }
    if (event.ev === "message") this.message(event);
  }

  private message(message: MessageEvent): void {
    const { read } = this.client;
    const known = read.chat(message.chat)?.seq ?? 0;
    if (message.kind === "service" || message.deleted || message.seq <= known) return;
    const hats = this.hats();
    if (hats.some((hat) => hat.id === message.sender)) return;
    for (const hat of hats) {
      const row = read.chatRow(hat.id, message.chat);
      if (!row || !isWorth(row, this.settings, message, this.isCalled(message, hat.id))) continue;
      this.tell(row, message);
      return;
    }
  }

  private isCalled(message: MessageEvent, hat: number): boolean {
    if (message.entities?.some((entity) => entity.type === "mention" && entity.actor === hat)) return true;
    const answered: ChatMessage | null | undefined =
      message.reply_to === undefined ? undefined : this.client.read.message(message.chat, message.reply_to);
    return answered?.sender === hat;
  }

  private tell(row: ChatRow, message: MessageEvent): void {
    if (!message.urgent && isQuiet({ ...QUIET, ...this.settings.quiet }, Date.now())) {
      this.held += 1;
      return;
    }
    const open = this.shown.now() && location.pathname.startsWith(`/chat/${row.id}`) && this.isLookedAt();
    if (open) return;
    if (this.settings.sound ?? true) this.show.sound();
    if ((this.settings.desktop ?? true) && !this.isLookedAt()) {
      this.show.desktop(row, message, this.settings.preview ?? true);
    }
  }

  /** Are the quiet hours over? Then everything that came in them is told at once. */
  private look(): void {
    if (this.held === 0 || isQuiet({ ...QUIET, ...this.settings.quiet }, Date.now())) return;
    const count = this.held;
    this.held = 0;
    this.show.summary(count);
  }
}
