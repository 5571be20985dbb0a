/** What a message carries besides its words, with the server's field names; and the same while it is on its way. */

import type { ActorId, ChatId } from "./model";

export type AttachmentType =
  | "photo"
  | "video"
  | "audio"
  | "voice"
  | "video_note"
  | "file"
  | "contact"
  | "place"
  | "sticker"
  | "poll"
  | "link"
  | "keyboard";

/** A button under a message of a bot. What it does depends on `type`; see `features/bots`. */
export interface KeyboardButton {
  readonly type:
    | "callback"
    | "link"
    | "request_contact"
    | "request_geo_location"
    | "open_app"
    | "message"
    | "clipboard"
    | "chat";
  readonly text: string;
  readonly payload?: string;
  readonly url?: string;
  /** A place is sent without another question. */
  readonly quick?: boolean;
  /** Name or address of a mini app. */
  readonly app?: string;
  /** The bot whose mini app it is. */
  readonly bot?: ActorId;
  /** Of the chat that a `chat` button makes. */
  readonly title?: string;
  readonly about?: string;
  readonly number?: number;
  /** The chat that it has made already. */
  readonly chat?: ChatId;
}

export interface Attachment {
  readonly type: AttachmentType;
  /** The number of the file, for /media/files/<id>. */
  readonly file?: number;
  readonly name?: string;
  readonly size?: number;
  readonly mime?: string;
  readonly width?: number;
  readonly height?: number;
  readonly duration_ms?: number;
  /** A tiny WebP as base64, shown while the picture loads. */
  readonly blur?: string;
  /** One base-32 digit for each bar, '0' to 'v'. */
  readonly waveform?: string;
  readonly title?: string;
  readonly performer?: string;
  readonly phone?: string;
  readonly actor?: ActorId;
  readonly lat?: number;
  readonly lon?: number;
  readonly address?: string;
  readonly pack?: number;
  readonly emoji?: string;
  readonly url?: string;
  readonly description?: string;
  readonly site?: string;
  readonly spoiler?: boolean;
  /** The code of a hint: what will not work with this file. */
  readonly note?: string;
  readonly poll?: Poll;
  /** A contact as the bot's button gave it. */
  readonly vcard?: string;
  /** Of a keyboard: rows from above. */
  readonly buttons?: readonly (readonly KeyboardButton[])[];
  /** While it is on its way from this device: which upload. */
  readonly upload?: string;
}

/** A question with its counts. `right` of a quiz is told when it is closed. */
export interface Poll {
  readonly question: string;
  readonly options: readonly { readonly text: string; readonly votes?: number }[];
  readonly total?: number;
  readonly multiple?: boolean;
  readonly anonymous?: boolean;
  readonly quiz?: boolean;
  readonly closed?: boolean;
  readonly closes_at?: number;
  readonly right?: number;
}

/** `quiz`: the number of the right option. */
export interface NewPoll {
  readonly question: string;
  readonly options: readonly string[];
  readonly multiple?: boolean;
  readonly anonymous?: boolean;
  readonly quiz?: number;
  readonly closes_at?: number;
}

/** What is asked of the server; it fills in the rest from the card of the file. */
export interface NewAttachment {
  readonly type: Exclude<AttachmentType, "keyboard">;
  readonly file?: number;
  readonly name?: string;
  readonly title?: string;
  readonly phone?: string;
  readonly actor?: ActorId;
  readonly lat?: number;
  readonly lon?: number;
  readonly address?: string;
  readonly pack?: number;
  readonly emoji?: string;
  readonly url?: string;
  readonly spoiler?: boolean;
  readonly poll?: NewPoll;
}

/** An attachment of a message that is written here: its file may still be on its way. */
export interface OutgoingAttachment extends NewAttachment {
  readonly upload?: string;
  /** What is known of it already, for the picture of the message until the server has it. */
  readonly shown?: Omit<Attachment, "type">;
}

/** How far an upload is. `held`: it is there, but the scanner that must look at it is away. */
export type UploadState = "waiting" | "running" | "paused" | "checking" | "held" | "ready" | "failed";

export type Purpose = "photo" | "video" | "audio" | "voice" | "video_note" | "file" | "sticker" | "avatar";

/** What the server knows of a file. */
export interface FileCard {
  readonly id: number;
  readonly kind: Purpose;
  readonly name: string;
  readonly size: number;
  readonly state: "uploading" | "checking" | "held" | "ready" | "refused";
  readonly mime?: string;
  readonly width?: number;
  readonly height?: number;
  readonly duration_ms?: number;
  readonly blur?: string;
  readonly waveform?: string;
  readonly title?: string;
  readonly performer?: string;
  /** Why it was refused, or a hint about what will not work. */
  readonly code?: string;
  readonly note?: string;
  readonly preview?: boolean;
  readonly thumb?: boolean;
}

export function shownAttachment({ upload, shown, poll, ...fields }: OutgoingAttachment): Attachment {
  return {
    ...shown,
    ...fields,
    ...(poll ? { poll: shownPoll(poll) } : {}),
    ...(upload === undefined ? {} : { upload }),
  };
}

function shownPoll({ options, quiz, ...rest }: NewPoll): Poll {
  return { ...rest, options: options.map((text) => ({ text })), quiz: quiz !== undefined };
}

/** For the server: only the fields it knows. */
export function wireAttachment({ upload: _upload, shown: _shown, ...fields }: OutgoingAttachment): NewAttachment {
  return fields;
}
