import type { AskName, Asks, Said, Told } from "./protocol";

/** A refusal as apps know it: `error.code`, for instance `client.request_phone.cancelled`. */
export class BridgeError extends Error {
  readonly error: { readonly code: string };

  constructor(readonly code: string) {
    super(code);
    this.name = "WebAppError";
    this.error = { code };
  }
}

export interface Channel {
  ask<Name extends AskName>(name: Name, fields: Asks[Name]): Promise<unknown>;
  /** What the client says by itself. */
  onSaid(hear: (event: Said["event"]) => void): void;
}

/**
 * The way to the client around us. `host` is the only origin that is spoken to and listened to: where this script came
 * from. Outside of a frame, or without a known host, every question is refused.
 */
export function openChannel(page: Window, host: string | undefined): Channel {
  const waiting = new Map<number, { done: (value: unknown) => void; fail: (error: Error) => void }>();
  const hearers: ((event: Said["event"]) => void)[] = [];
  const framed = page.parent !== page && host !== undefined;
  let last = 0;
  page.addEventListener("message", (message) => {
    // The page around us is empty: it is the client above it that answers, in its own name.
    const ours = message.source === page.parent || message.source === page.top;
    if (!framed || !ours || message.origin !== host) return;
    const data = message.data as Told | Said | undefined;
    if (data?.veche !== 1) return;
    if ("event" in data) {
      for (const hear of hearers) hear(data.event);
      return;
    }
    const one = waiting.get(data.re);
    waiting.delete(data.re);
    if ("error" in data) one?.fail(new BridgeError(data.error));
    else one?.done(data.ok);
  });
  return {
    ask: (name, fields) =>
      new Promise((done, fail) => {
        if (!framed) {
          fail(new BridgeError("client.not_in_messenger"));
          return;
        }
        last += 1;
        waiting.set(last, { done, fail });
        page.parent.postMessage({ veche: 1, id: last, ask: name, with: fields }, host);
      }),
    onSaid: (hear) => {
      hearers.push(hear);
    },
  };
}
