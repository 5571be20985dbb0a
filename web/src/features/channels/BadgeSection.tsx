import type { ChatCard } from "../../core";
import { Chain } from "./Chain";

/** In "about the chat": who vouches for the channel. */
export default function BadgeSection({ chat }: { chat: ChatCard }) {
  if (!chat.seal) return null;
  return (
    <section className="sect">
      <Chain chat={chat.id} version={chat.changed ?? 0} />
    </section>
  );
}
