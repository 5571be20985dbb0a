/** The door of the core: the interface imports from here only. */

export { asShown, ofShown, Stage } from "./accounts";
export type { Client, OutgoingText, Reader } from "./api";
export type {
  Attachment,
  AttachmentType,
  FileCard,
  KeyboardButton,
  NewAttachment,
  NewPoll,
  OutgoingAttachment,
  Poll,
  Purpose,
  UploadState,
} from "./attachments";
export { createClient } from "./client";
export type * from "./commands";
export { asVecheError, isPassing, OWN_CODES, type OwnCode, VecheError } from "./errors";
export type { SafetyNotice, ServerEvent } from "./events";
export * from "./model";
export type { Account } from "./ports";
export { keepShell } from "./shell";
export type { Upload, UploadEngine } from "./uploadsEngine";

/** What a day without a network needs of the core, beside what every start loads. */
export const coreAhead = () => Promise.all([import("./thread"), import("./crowd")]);
