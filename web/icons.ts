import type { Plugin } from "vite";

const ICON = /\/lucide-react\/dist\/esm\/icons\/[\w-]+\.m?js$/;

/** The icons as bare shapes drawn by our own few lines: without names, options and random keys a third of them is left. */
export function icons(draw: string): Plugin {
  return {
    name: "bare-icons",
    apply: "build",
    transform(code, id) {
      if (!ICON.test(id)) return null;
      const bare = code
        .replace(/from\s*['"]\.\.\/createLucideIcon\.m?js['"]/, `from ${JSON.stringify(draw)}`)
        .replace(/^\s*name: "[\w-]+",\n\s*size: 24,\n/m, "")
        .replace(/,\s*aliases: \[[^\]]*\]/, "")
        .replace(/^\w+\.node;\n/m, "")
        .replace(/,?\s*key: "\w+"/g, "");
      return { code: bare, map: null };
    },
  };
}
