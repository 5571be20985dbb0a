import type { Client } from "./api";
import type { Parts } from "./ports";

/** Puts the parts together. Without arguments: the browser's own socket, storage and clock. */
export function createClient(_parts?: Partial<Parts>): Client {
  throw new Error("the core is being built");
}
