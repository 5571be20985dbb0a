import type { ChatMessage } from "../../core";
import type { Point } from "../../ui/Menu";

/** What stands above the conversation: menus and dialogs. One at a time, all of them loaded when first needed. */
export type Layer =
  | { readonly kind: "menu"; readonly message: ChatMessage; readonly at: Point }
  | { readonly kind: "delete"; readonly messages: readonly ChatMessage[] }
  | { readonly kind: "forward"; readonly messages: readonly ChatMessage[] }
  /** `what`: those who have read it, all who reacted, or those who gave one emoji. */
  | { readonly kind: "who"; readonly message: ChatMessage; readonly what: string }
  /** All emoji, to react with one. */
  | { readonly kind: "react"; readonly message: ChatMessage; readonly at: Point }
  | { readonly kind: "pinned" }
  | { readonly kind: "date"; readonly at: number }
  | { readonly kind: "voters"; readonly message: ChatMessage; readonly option: number };
