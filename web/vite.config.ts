import { existsSync } from "node:fs";
import { lingui } from "@lingui/vite-plugin";
import babel, { defineRolldownBabelPreset } from "@rolldown/plugin-babel";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { bridge } from "./bridge.ts";
import { emoji } from "./emoji.ts";
import { icons } from "./icons.ts";
import { firstFiles, words, wordsAhead } from "./words.ts";

// Babel is only needed where a message is marked with a Lingui macro.
const messages = defineRolldownBabelPreset({
  preset: () => ({ plugins: ["@lingui/babel-plugin-lingui-macro"] }),
  rolldown: { filter: { code: /@lingui\/(core|react)\/macro/ } },
});

const path = (name: string) => new URL(name, import.meta.url).pathname;
const entry = path("./src/main.tsx");
const first = firstFiles(entry);
const signIn = path("./src/features/identity/SignIn.tsx");
const door = firstFiles(signIn);
const worker = path("./src/sw/sw.ts");

export default defineConfig({
  plugins: [
    react(),
    babel({ presets: [messages] }),
    lingui(),
    emoji(),
    words(entry, path("./src/common/rest.ts")),
    wordsAhead(),
    icons(path("./src/ui/drawIcon.ts")),
    bridge(path("./src/bridge/main.ts"), "bridge/max-web-app.js"),
  ],
  // The router brings a stand-in for what React has had since 18.
  resolve: { alias: { "use-sync-external-store/shim/index.js": "react" } },
  build: {
    outDir: "../veche/client",
    emptyOutDir: true,
    // The content policy of the server allows nothing inline, so no data: addresses.
    assetsInlineLimit: 0,
    target: ["chrome123", "firefox128", "safari17.5"],
    reportCompressedSize: false,
    manifest: true,
    modulePreload: {
      polyfill: false,
      // The list of what each later part imports is a sixtieth of the first load; parts find their imports by themselves.
      resolveDependencies: (_file, deps, { hostType }) =>
        hostType === "js" ? deps.filter((dep) => !dep.endsWith(".js")) : deps,
    },
    rolldownOptions: {
      input: existsSync(worker) ? { app: "index.html", sw: worker } : { app: "index.html" },
      output: {
        // The service worker keeps its address from build to build, everything else is named by content.
        entryFileNames: (chunk) => (chunk.name === "sw" ? "sw.js" : "assets/[name]-[hash].js"),
        // What every start needs is one file: it packs better than many.
        codeSplitting: {
          groups: [
            { name: "app", test: (id) => id !== entry && (first.has(id) || id.includes("/react-dom/")) },
            // So does what is needed to sign in.
            { name: "door", test: (id) => door.has(id) && id !== signIn },
            // Icons of later parts that several of them show: one file instead of forty.
            { name: "icons", test: /lucide-react\/dist\/esm\/icons/, minShareCount: 2 },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      "/api": "http://127.0.0.1:8080",
      "/socket": { target: "ws://127.0.0.1:8080", ws: true },
    },
  },
  test: { environment: "node", include: ["src/**/*.test.{ts,tsx}"] },
});
