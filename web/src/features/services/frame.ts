import { type Asked, isAsked, type Said, type Told } from "../../bridge/protocol";
import type { Answer } from "../../core";

export type Launch = Answer<"open_app">;

/** A refusal with the code that the app is told. */
export class Refusal extends Error {}

export interface Mounted {
  say: (event: Said["event"]) => void;
  stop: () => void;
}

interface Hearing {
  /** Answers a question of the app, or throws a Refusal. */
  handle: (asked: Asked) => Promise<unknown>;
  /** The frame tried to show a page of another origin, and was held. */
  onHeld: () => void;
}

/** No way out of the frame: neither the top window nor new ones, no dialogs that stop the page, no downloads by itself. */
const SANDBOX = "allow-scripts allow-same-origin allow-forms";

/**
 * Puts the app into the page that the server made for it (`/app-frame/BOT`): that page is ours and empty, and its policy
 * lets in the origin of this one app only. Messages count from that window and that origin.
 */
export function mountApp(shell: Window, launch: Launch, { handle, onHeld }: Hearing): Mounted {
  if (!mayFrame(launch, shell.location)) throw new Refusal("not an address for a frame");
  const page = shell.document;
  const inner = page.createElement("iframe");
  inner.setAttribute("sandbox", SANDBOX);
  inner.referrerPolicy = "no-referrer";
  inner.title = launch.title;
  lay(page, inner);
  if (launch.fields.includes("camera")) inner.allow = `camera ${launch.origin}`;
  const post = (message: Told | Said) => inner.contentWindow?.postMessage(message, launch.origin);
  const hear = async (event: MessageEvent) => {
    if (event.source !== inner.contentWindow || event.origin !== launch.origin || !isAsked(event.data)) return;
    const { id: re } = event.data;
    try {
      post({ veche: 1, re, ok: await handle(event.data) });
    } catch (thrown) {
      post({ veche: 1, re, error: thrown instanceof Refusal ? thrown.message : "client.failed" });
    }
  };
  shell.addEventListener("message", hear);
  page.addEventListener("securitypolicyviolation", onHeld);
  inner.src = launch.url;
  page.body.replaceChildren(inner);
  return {
    say: (event) => post({ veche: 1, event }),
    stop: () => {
      shell.removeEventListener("message", hear);
      page.removeEventListener("securitypolicyviolation", onHeld);
      inner.remove();
    },
  };
}

/**
 * The ground behind an app. One that names no colour scheme is written for black on white, and white would glare in a dark
 * room: it gets a paper that is darker there. The frame says "light" for such an app to let the paper through; an app that
 * knows the dark has a canvas of its own. Until it is there, the ground is that of the window around it.
 */
function lay(page: Document, inner: HTMLIFrameElement): void {
  const around = getComputedStyle(document.documentElement);
  const { style } = page.documentElement;
  style.colorScheme = around.colorScheme;
  style.background = around.getPropertyValue("--surface");
  inner.style.colorScheme = "light";
  inner.addEventListener("load", () => {
    style.background = around.getPropertyValue("--app-paper");
  });
}

/** A page of our own host would be us: it could reach into the client, and would be sent the session. */
export function mayFrame(launch: Pick<Launch, "url" | "origin">, own: Pick<Location, "hostname">): boolean {
  try {
    const url = new URL(launch.url);
    return url.origin === launch.origin && /^https?:$/.test(url.protocol) && url.hostname !== own.hostname;
  } catch {
    return false;
  }
}
