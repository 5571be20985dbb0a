import { t } from "@lingui/core/macro";
import { Megaphone } from "lucide-react";
import { useClient } from "../common/client";
import { orToast } from "../common/useAct";
import { type ActorId, type ChatRow, may } from "../core";
import { FOREVER } from "../features/chats/mute";
import { Button } from "../ui/Button";

/** In place of the composer for one who only reads. */
export default function Closed({ row, actor }: { row: ChatRow; actor: ActorId }) {
  const client = useClient();
  if (may(row.membership, "POST")) return null;
  return (
    <footer className="composer composer--closed">
      <Megaphone className="i i--s" aria-hidden="true" />
      <span className="grow">
        {row.chat.kind === "channel"
          ? t`Пишут только ведущие канала`
          : row.chat.kind === "dialog"
            ? t`Этому собеседнику сейчас нельзя написать`
            : t`Писать здесь вам нельзя`}
      </span>
      <Button look="quiet" onClick={() => orToast(client.setMute(actor, row.id, row.muted ? null : FOREVER))}>
        {row.muted ? t`Включить звук` : t`Без звука`}
      </Button>
    </footer>
  );
}
