import { create } from "zustand";
import type { ChatId, Client, Seq } from "../../../core";

const COLLECT_MS = 600;
/** The server writes views down in batches: then one's own is among them. */
const COUNTED_MS = 2000;

interface Counts {
  readonly counts: ReadonlyMap<string, number>;
}

/** How many people have seen which post, as far as it was asked. */
export const useCounts = create<Counts>(() => ({ counts: new Map() }));

/** Posts that were on this screen and are not told yet; those that were, so that nothing is told twice. */
const waiting = new Map<ChatId, Set<Seq>>();
const told = new Set<string>();

export const placeOf = (chat: ChatId, seq: Seq) => `${chat}:${seq}`;

/** The post is on the screen: the server hears of it, with others, and says how many have seen it. */
export function sawPost(client: Client, chat: ChatId, seq: Seq): void {
  if (told.has(placeOf(chat, seq))) return;
  told.add(placeOf(chat, seq));
  if (waiting.size === 0) {
    setTimeout(() => {
      for (const [place, some] of waiting) void tell(client, place, [...some].slice(-100));
      waiting.clear();
    }, COLLECT_MS);
  }
  const seqs = waiting.get(chat) ?? new Set();
  waiting.set(chat, seqs.add(seq));
}

async function count(client: Client, chat: ChatId, seqs: readonly Seq[]): Promise<void> {
  const { views } = await client.call("get_views", { chat, seqs });
  const counts = new Map(useCounts.getState().counts);
  for (const [seq, seen] of Object.entries(views)) if (seen > 0) counts.set(placeOf(chat, Number(seq)), seen);
  useCounts.setState({ counts });
}

async function tell(client: Client, chat: ChatId, seqs: readonly Seq[]): Promise<void> {
  try {
    await client.call("view_messages", { chat, seqs });
    await count(client, chat, seqs);
    setTimeout(() => void count(client, chat, seqs).catch(() => undefined), COUNTED_MS);
  } catch {
    // Without a network nothing is counted; the next look tries again.
    for (const seq of seqs) told.delete(placeOf(chat, seq));
  }
}
