import "./ui/base.css";
import { i18n } from "@lingui/core";
import { StrictMode, useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";
import { ClientProvider } from "./common/client";
import { firstLocale, speak } from "./common/locale";
import { createClient, keepShell } from "./core";
import { App } from "./screens/App";

const client = createClient();

/** Another language draws everything anew: words are made everywhere, also outside of components. */
function Root() {
  const locale = useSyncExternalStore(
    (changed) => i18n.on("change", changed),
    () => i18n.locale,
  );
  return (
    <ClientProvider value={client}>
      <App key={locale} />
    </ClientProvider>
  );
}

async function begin(place: HTMLElement): Promise<void> {
  await speak(firstLocale());
  createRoot(place).render(
    <StrictMode>
      <Root />
    </StrictMode>,
  );
  if (import.meta.env.PROD) keepShell(async () => (await import("./screens/ahead")).ahead());
  await client.start();
}

// The client starts without a network from what the worker keeps; while developing it would only keep old files.
if (import.meta.env.PROD && "serviceWorker" in navigator) {
  navigator.serviceWorker.register("/sw.js").catch(() => undefined);
}

const place = document.getElementById("app");
if (place) void begin(place);
