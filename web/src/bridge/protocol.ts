/**
 * What the bridge script inside a mini app and the client around it say to each other, by `postMessage`. Each side takes
 * messages from the other's window and origin only.
 */

/** What a mini app may ask for, and what comes with it. */
export interface Asks {
  hello: { readonly version: string };
  close: Record<string, never>;
  back_button: { readonly visible: boolean };
  closing: { readonly confirm: boolean };
  open_link: { readonly url: string };
  open_max_link: { readonly url: string };
  share: { readonly text?: string; readonly link?: string };
  share_max: { readonly text?: string; readonly link?: string; readonly mid?: string };
  download: { readonly url: string; readonly name: string };
  contact: Record<string, never>;
  read_code: { readonly file: boolean };
  storage:
    | { readonly act: "set"; readonly key: string; readonly value: string }
    | { readonly act: "get" | "remove"; readonly key: string }
    | { readonly act: "clear" };
  place: Record<string, never>;
}

export type AskName = keyof Asks;

/** From the app. */
export interface Asked {
  readonly veche: 1;
  readonly id: number;
  readonly ask: AskName;
  readonly with: unknown;
}

/** From the client: the answer to one question. */
export type Told =
  | { readonly veche: 1; readonly re: number; readonly ok: unknown }
  | { readonly veche: 1; readonly re: number; readonly error: string };

/** From the client, unasked. */
export interface Said {
  readonly veche: 1;
  readonly event: "back";
}

export interface Position {
  readonly latitude: number;
  readonly longitude: number;
  readonly accuracy: number;
}

export interface Contact {
  readonly phone: string;
  readonly authDate: number;
  readonly hash: string;
}

/** Whether something is a question of the bridge: what comes from a foreign page is believed in no detail. */
export function isAsked(data: unknown): data is Asked {
  return (
    typeof data === "object" &&
    data !== null &&
    "veche" in data &&
    data.veche === 1 &&
    "id" in data &&
    Number.isSafeInteger(data.id) &&
    "ask" in data &&
    typeof data.ask === "string"
  );
}
