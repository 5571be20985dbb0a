import { build, type Plugin } from "vite";

/**
 * The script that mini apps load: one plain file without a hash in its name, wrapped so that nothing of it but
 * `window.WebApp` appears among the names of a foreign page.
 */
export function bridge(entry: string, fileName: string): Plugin {
  return {
    name: "bridge",
    apply: "build",
    async generateBundle() {
      const built = await build({
        configFile: false,
        logLevel: "error",
        build: {
          write: false,
          target: "es2022",
          rolldownOptions: { input: entry, output: { format: "iife" } },
        },
      });
      const [result] = Array.isArray(built) ? built : [built];
      const source = "output" in result ? result.output[0].code : undefined;
      if (!source) throw new Error("the bridge was not built");
      this.emitFile({ type: "asset", fileName, source });
    },
  };
}
