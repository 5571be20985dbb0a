/**
 * The bridge: a plain script that a mini app loads from our address. It makes `window.WebApp` and knows nothing of the
 * client around it but the origin that it was loaded from itself.
 */
import { openChannel } from "./channel";
import { readLaunch } from "./launch";
import { bridgePlace } from "./place";
import { makeWebApp, type WebApp } from "./webapp";

declare global {
  interface Window {
    WebApp?: WebApp;
  }
}

function hostOrigin(): string | undefined {
  const script = document.currentScript;
  return script instanceof HTMLScriptElement && script.src ? new URL(script.src).origin : undefined;
}

function session(): Storage | undefined {
  try {
    return window.sessionStorage;
  } catch {
    return undefined;
  }
}

const launch = readLaunch(location.hash, session());
const channel = openChannel(window, hostOrigin());
window.WebApp = makeWebApp(window, launch, channel);
if (window.parent !== window) {
  bridgePlace(window, channel);
  channel.ask("hello", { version: launch.version }).catch(() => undefined);
}
