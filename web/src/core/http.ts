/** Commands over HTTP: those that make or end a session, or need none. */
import type { Answer, Ask, CommandName } from "./commands";
import { ownError, VecheError } from "./errors";
import type { WireError } from "./events";
import type { Account, Parts } from "./ports";
import { errorOf } from "./socket";

const REQUEST_MS = 20_000;

/** Whose session is meant: a browser may hold several. */
export function accountHeader({ id }: Account): { "Veche-Account"?: string } {
  return id === undefined ? {} : { "Veche-Account": String(id) };
}

export async function post<Name extends CommandName>(
  parts: Parts,
  name: Name,
  fields: Ask<Name>,
): Promise<Answer<Name>> {
  const giveUp = new AbortController();
  const timer = parts.clock.after(REQUEST_MS, () => giveUp.abort());
  let response: Response;
  let body: unknown;
  try {
    response = await parts.fetch(`/api/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...accountHeader(parts.account) },
      body: JSON.stringify(fields),
      credentials: "same-origin",
      cache: "no-store",
      signal: giveUp.signal,
    });
    body = await response.json();
  } catch (thrown) {
    if (giveUp.signal.aborted) throw ownError("timeout");
    throw ownError(thrown instanceof SyntaxError ? "bad_answer" : "offline");
  } finally {
    parts.clock.cancel(timer);
  }
  if (response.ok) return body as Answer<Name>;
  throw failure(body, response.status);
}

function failure(body: unknown, status: number): VecheError {
  if (typeof body === "object" && body !== null) {
    // The object stands alone or under `error`, as on the socket.
    const inner = "error" in body && typeof body.error === "object" && body.error !== null ? body.error : body;
    if ("code" in inner && "text" in inner) return errorOf(inner as WireError, status);
  }
  return new VecheError("bad_answer", `HTTP ${status}`, { status });
}
