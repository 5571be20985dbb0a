import { plural, t } from "@lingui/core/macro";
import { useRead } from "../../common/client";
import { actorName } from "../../common/Who";
import type { ChatId, Reader } from "../../core";
import { shortName } from "../../ui/names";

function Dots() {
  return (
    <span className="typing" aria-hidden="true">
      <i />
      <i />
      <i />
    </span>
  );
}

function who(read: Reader, chat: ChatId): string {
  const actors = read.typing(chat);
  const [first] = actors;
  if (first === undefined) return "";
  if (actors.length > 2) {
    return plural(actors.length, {
      one: "# человек печатает",
      few: "# человека печатают",
      many: "# человек печатают",
      other: "# человека печатают",
    });
  }
  const names = actors.map((id) => shortName(actorName(read.actor(id))) || "…").join(", ");
  return actors.length === 1 ? t`${names} печатает` : t`${names} печатают`;
}

/** Always there, so that its coming and going moves nothing but itself. */
export default function TypingLine({ chat }: { chat: ChatId }) {
  const words = useRead((read) => who(read, chat));
  return (
    <div className="typing-line t1" aria-live="polite">
      {words && (
        <>
          <Dots /> {words}
        </>
      )}
    </div>
  );
}
