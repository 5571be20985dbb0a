import type { ChatRow } from "../../core";
import { Chain } from "./Chain";
import { StatsSection } from "./StatsSection";

/** In "about the chat": who vouches for the channel, and its figures for those who run it. */
export default function BadgeSection({ row }: { row: ChatRow }) {
  const { chat } = row;
  if (chat.kind !== "channel") return null;
  return (
    <>
      {chat.seal && (
        <section className="sect">
          <Chain chat={chat.id} version={chat.changed ?? 0} />
        </section>
      )}
      <StatsSection row={row} />
    </>
  );
}
