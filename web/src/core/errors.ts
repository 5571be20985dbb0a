import type { Trouble } from "./model";

/**
 * Codes that the core gives itself; all others come from the server, with a text in the reader's language.
 * The interface translates these by their code; the text is a fallback for logs.
 */
export const OWN_CODES = {
  offline: "There is no connection.",
  timeout: "The server did not answer in time.",
  connection_lost: "The connection broke before the answer came.",
  bad_answer: "The answer of the server cannot be read.",
  signed_out: "You are not signed in.",
  stopped: "The client was closed.",
} as const;

export type OwnCode = keyof typeof OWN_CODES;

/** The one error that calls reject with. `code` is stable, `text` is for people. */
export class VecheError extends Error {
  readonly code: string;
  readonly text: string;
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;
  /** Seconds to wait before the next try makes sense. */
  readonly retryAfter: number | undefined;

  constructor(
    code: string,
    text: string,
    extra: { status?: number; details?: Readonly<Record<string, unknown>>; retryAfter?: number } = {},
  ) {
    super(`${code}: ${text}`);
    this.name = "VecheError";
    this.code = code;
    this.text = text;
    this.status = extra.status ?? 0;
    this.details = extra.details ?? {};
    this.retryAfter = extra.retryAfter;
  }

  get trouble(): Trouble {
    return this.retryAfter === undefined
      ? { code: this.code, text: this.text }
      : { code: this.code, text: this.text, retry_after: this.retryAfter };
  }
}

export function ownError(code: OwnCode): VecheError {
  return new VecheError(code, OWN_CODES[code]);
}

/** Whatever was thrown, as our error. */
export function asVecheError(thrown: unknown): VecheError {
  if (thrown instanceof VecheError) return thrown;
  return new VecheError("bad_answer", thrown instanceof Error ? thrown.message : String(thrown));
}

const PASSING = new Set<string>([
  "offline",
  "timeout",
  "connection_lost",
  "stopped",
  "unavailable",
  "broken",
  "too_many_requests",
]);

/** Whether the same request may succeed later without a change: the outbox keeps such messages, others become failed. */
export function isPassing(error: VecheError): boolean {
  return PASSING.has(error.code) || error.retryAfter !== undefined || error.status === 503;
}
