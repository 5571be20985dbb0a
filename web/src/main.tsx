import "./ui/base.css";
import { i18n } from "@lingui/core";
import { StrictMode, useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";
import { StageProvider } from "./common/client";
import { firstLocale, speak } from "./common/locale";
import { createClient, keepShell, Stage } from "./core";
import { App } from "./screens/App";

const stage = new Stage(createClient);

/** Another language draws everything anew: words are made everywhere, also outside of components. */
function Root() {
  const locale = useSyncExternalStore(
    (changed) => i18n.on("change", changed),
    () => i18n.locale,
  );
  return (
    <StageProvider value={stage}>
      <App key={locale} />
    </StageProvider>
  );
}

async function begin(place: HTMLElement): Promise<void> {
  await speak(firstLocale());
  createRoot(place).render(
    <StrictMode>
      <Root />
    </StrictMode>,
  );
  // The client starts without a network from what the worker keeps; while developing it would only keep old files.
  if (import.meta.env.PROD) keepShell(async () => (await import("./screens/ahead")).ahead(stage.shown));
  await stage.shown.start();
  await stage.begin();
}

const place = document.getElementById("app");
if (place) void begin(place);
