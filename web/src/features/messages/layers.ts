import type { ChatMessage } from "../../core";
import type { Point } from "../../ui/Menu";

/** What stands above the conversation: menus and dialogs. One at a time, all of them loaded when first needed. */
export type Layer =
  | { readonly kind: "menu"; readonly message: ChatMessage; readonly at: Point }
  | { readonly kind: "delete"; readonly messages: readonly ChatMessage[] }
  | { readonly kind: "forward"; readonly messages: readonly ChatMessage[] }
  | { readonly kind: "who"; readonly message: ChatMessage; readonly what: "readers" | "reactions" }
  | { readonly kind: "pinned" }
  | { readonly kind: "date"; readonly at: number }
  | { readonly kind: "voters"; readonly message: ChatMessage; readonly option: number };
