import { dayNumber } from "../../common/dates";
import type { ActorId, ChatMessage, Seq } from "../../core";

/** One line of the history: a message and what stands above it. */
export interface Line {
  readonly key: string;
  readonly message: ChatMessage;
  readonly own: boolean;
  /** First and last of a run of messages of one sender: the head stands on the first, the avatar at the last. */
  readonly first: boolean;
  readonly last: boolean;
  /** The message begins a day: its time, for the line above it. */
  readonly day?: number;
  /** The line "new messages" stands above it. */
  readonly fresh: boolean;
}

const RUN_MS = 5 * 60_000;

interface About {
  readonly own: ReadonlySet<ActorId>;
  /** The read mark when the chat was opened; undefined: nothing was unread. */
  readonly readSeq: Seq | undefined;
  readonly hidden: ReadonlySet<string>;
  /** There are older messages that are not here. */
  readonly older?: boolean;
}

/**
 * Messages to lines. While there are older ones the first message only says how the second looks: what stands above itself
 * is not known yet, and a head or a day that went away later would move everything below it. Lines whose content did not change are the same objects as before, so that they are not drawn again. */
export function toLines(messages: readonly ChatMessage[], about: About, before: readonly Line[] = []): readonly Line[] {
  const known = new Map(before.map((line) => [line.key, line]));
  const shown = messages.filter((message) => !about.hidden.has(`${message.chat}:${message.seq}`));
  // The line stands only where the unread begin is in the window, not above whatever the window begins with.
  let freshSaid = about.readSeq === undefined || (shown[0]?.seq ?? 0) > about.readSeq + 1;
  const lines = shown.map((message, index) => {
    const previous = shown[index - 1];
    const next = shown[index + 1];
    const own = about.own.has(message.sender);
    const fresh = !freshSaid && !own && message.seq > (about.readSeq ?? 0);
    if (fresh) freshSaid = true;
    const newDay = !previous || dayNumber(previous.at) !== dayNumber(message.at);
    const line: Line = {
      key: message.key,
      message,
      own,
      fresh,
      first: newDay || fresh || !previous || !isRun(previous, message),
      last: !next || !isRun(message, next) || dayNumber(next.at) !== dayNumber(message.at),
      ...(newDay ? { day: message.at } : {}),
    };
    const same = known.get(line.key);
    return same && isSame(same, line) ? same : line;
  });
  return about.older && lines.length > 1 ? lines.slice(1) : lines;
}

function isRun(first: ChatMessage, second: ChatMessage): boolean {
  return (
    first.sender === second.sender &&
    first.kind !== "service" &&
    second.kind !== "service" &&
    second.at - first.at < RUN_MS
  );
}

function isSame(a: Line, b: Line): boolean {
  return (
    a.message === b.message &&
    a.own === b.own &&
    a.first === b.first &&
    a.last === b.last &&
    a.day === b.day &&
    a.fresh === b.fresh
  );
}

export interface Stage {
  readonly lines: readonly Line[];
  /** The start of the list changed: the scroll position is to be kept from the end. */
  readonly shift: boolean;
  /** What comes after this stage was measured. */
  readonly later?: readonly Line[];
}

/**
 * The list keeps its place on the screen when only its start or only its end changes in one drawing. A full window grows at
 * one side and is cut at the other in one step: then there are two drawings.
 */
export function stage(before: readonly Line[], after: readonly Line[]): Stage {
  const oldFirst = before[0];
  const newFirst = after[0];
  if (!oldFirst || !newFirst) return { lines: after, shift: false };
  const added = after.findIndex((line) => line.key === oldFirst.key);
  if (added > 0) {
    const whole = [...after.slice(0, added), ...before];
    return sameKeys(whole, after) ? { lines: after, shift: true } : { lines: whole, shift: true, later: after };
  }
  const dropped = before.findIndex((line) => line.key === newFirst.key);
  if (dropped > 0) {
    const rest = before.slice(dropped);
    return sameKeys(rest, after) ? { lines: after, shift: true } : { lines: rest, shift: true, later: after };
  }
  return { lines: after, shift: false };
}

function sameKeys(a: readonly Line[], b: readonly Line[]): boolean {
  return a.length === b.length && a[0]?.key === b[0]?.key && a.at(-1)?.key === b.at(-1)?.key;
}
