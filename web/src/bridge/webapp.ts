import { BridgeError, type Channel } from "./channel";
import { makeBiometrics, makeHaptics, makeNfc } from "./device";
import type { Launch } from "./launch";
import type { AskName, Asks } from "./protocol";

type Handler = (...args: unknown[]) => void;

/** The event that apps hear when a question of this name has its answer. */
const EVENTS: Partial<Record<AskName, string>> = {
  close: "WebAppClose",
  back_button: "WebAppSetupBackButton",
  closing: "WebAppSetupClosingBehavior",
  open_link: "WebAppOpenLink",
  open_max_link: "WebAppOpenMaxLink",
  share: "WebAppShare",
  share_max: "WebAppMaxShare",
  download: "WebAppDownloadFile",
  contact: "WebAppRequestPhone",
  read_code: "WebAppOpenCodeReader",
};

/** `window.WebApp`: the members that mini apps of MAX know, with the same names, promises and events. */
export function makeWebApp(page: Window, launch: Launch, channel: Channel) {
  const events = makeEvents();
  const ask = async <Name extends AskName>(name: Name, fields: Asks[Name]): Promise<unknown> => {
    const answer = await channel.ask(name, fields);
    const event = EVENTS[name];
    if (event) events.emit(event, answer);
    return answer;
  };
  /** For members that give nothing back: a refusal must not become an error nobody catches. */
  const tell = <Name extends AskName>(name: Name, fields: Asks[Name]): void => {
    ask(name, fields).catch(() => undefined);
  };
  channel.onSaid((event) => {
    if (event === "back") events.emit("WebAppBackButtonPressed");
  });
  return {
    initData: launch.data,
    initDataUnsafe: launch.unsafe,
    platform: launch.platform,
    version: launch.version,
    deviceName: deviceName(page.navigator.userAgent),
    getLaunchContext: () => both({ entryPoint: "default" }),
    getViewportSize: () => both({ width: String(page.innerWidth), height: String(page.innerHeight) }),
    ready: () => events.emit("WebAppReady"),
    close: () => tell("close", {}),
    onEvent: events.on,
    offEvent: events.off,
    enableClosingConfirmation: () => tell("closing", { confirm: true }),
    disableClosingConfirmation: () => tell("closing", { confirm: false }),
    // A frame has no gesture that closes it.
    enableVerticalSwipes: () => undefined,
    disableVerticalSwipes: () => undefined,
    BackButton: makeBackButton(tell, events),
    ...makeScreen(),
    DeviceStorage: makeStorage(ask),
    SecureStorage: makeSecureStorage(),
    openLink: (url: string) => tell("open_link", { url: String(url) }),
    openMaxLink: (url: string) => tell("open_max_link", { url: String(url) }),
    shareContent: async (what: Asks["share"]) => ask("share", shared(what)),
    shareMaxContent: async (what: Asks["share_max"]) => ask("share_max", shared(what)),
    downloadFile: (url: string, name: string) => ask("download", { url: String(url), name: String(name ?? "") }),
    openCodeReader: (file = true) => ask("read_code", { file: Boolean(file) }),
    requestContact: () => ask("contact", {}),
    HapticFeedback: makeHaptics(page.navigator, events.emit),
    BiometricManager: makeBiometrics(),
    NfcManager: makeNfc(),
  };
}

export type WebApp = ReturnType<typeof makeWebApp>;

export function makeEvents() {
  const handlers = new Map<string, Set<Handler>>();
  return {
    on: (name: string, handler: Handler) => {
      handlers.set(name, (handlers.get(name) ?? new Set()).add(handler));
    },
    off: (name: string, handler: Handler) => {
      handlers.get(name)?.delete(handler);
    },
    emit: (name: string, ...args: unknown[]) => {
      for (const handler of [...(handlers.get(name) ?? [])]) handler(...args);
    },
  };
}

type Events = ReturnType<typeof makeEvents>;
type Tell = <Name extends AskName>(name: Name, fields: Asks[Name]) => void;
type Ask = <Name extends AskName>(name: Name, fields: Asks[Name]) => Promise<unknown>;

/** Some apps wait for these, some read the fields at once: both get what they want. */
function both<T extends object>(value: T): Promise<T> & T {
  return Object.assign(Promise.resolve(value), value);
}

function makeBackButton(tell: Tell, events: Events) {
  let visible = false;
  const set = (on: boolean) => {
    visible = on;
    tell("back_button", { visible: on });
  };
  return {
    get isVisible() {
      return visible;
    },
    show: () => set(true),
    hide: () => set(false),
    onClick: (handler: Handler) => events.on("WebAppBackButtonPressed", handler),
    offClick: (handler: Handler) => events.off("WebAppBackButtonPressed", handler),
  };
}

/** A page cannot change the brightness of a screen, nor forbid pictures of it: said, not pretended. */
function makeScreen() {
  const refuse = (code: string) => () => Promise.reject(new BridgeError(code));
  return {
    requestScreenMaxBrightness: refuse("client.request_screen_max_brightness.not_supported"),
    restoreScreenBrightness: refuse("client.restore_screen_brightness.not_supported"),
    ScreenCapture: {
      isScreenCaptureEnabled: true,
      enableScreenCapture: () => Promise.resolve({ isScreenCaptureEnabled: true }),
      disableScreenCapture: refuse("client.setup_screen_capture_behavior.not_supported"),
    },
  };
}

function makeStorage(ask: Ask) {
  return {
    setItem: (key: string, value: string) => ask("storage", { act: "set", key: String(key), value: String(value) }),
    getItem: (key: string) => ask("storage", { act: "get", key: String(key) }),
    removeItem: (key: string) => ask("storage", { act: "remove", key: String(key) }),
    clear: () => ask("storage", { act: "clear" }),
  };
}

/** A browser has no place that other programs of the same person cannot read. */
function makeSecureStorage() {
  const refuse = () => Promise.reject(new BridgeError("client.secure_storage.not_supported"));
  return { setItem: refuse, getItem: refuse, removeItem: refuse, clear: refuse };
}

function shared<T extends { text?: string; link?: string }>(what: T | undefined): T {
  if (!what || typeof what !== "object") throw new BridgeError("client.share.empty");
  return what;
}

function deviceName(agent: string): string {
  return /\(([^;)]+)/.exec(agent)?.[1] ?? "Web";
}
