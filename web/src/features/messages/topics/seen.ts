import { store } from "../../../common/state";
import { ofShown } from "../../../core";

const place = (chat: number) => ofShown(`veche.topics.${chat}`);

function kept(chat: number): Record<string, number> {
  try {
    const seen: unknown = JSON.parse(localStorage.getItem(place(chat)) ?? "{}");
    return typeof seen === "object" && seen !== null ? (seen as Record<string, number>) : {};
  } catch {
    // Storage is closed, or holds what is not ours.
    return {};
  }
}

/** Up to where a topic was read on this device; the server knows it of whole chats only. */
export function seenTopic(chat: number, topic: number): number {
  return kept(chat)[topic] ?? 0;
}

export function sawTopic(chat: number, topic: number, seq: number): void {
  const seen = kept(chat);
  if ((seen[topic] ?? 0) < seq) store(place(chat), JSON.stringify({ ...seen, [topic]: seq }));
}
