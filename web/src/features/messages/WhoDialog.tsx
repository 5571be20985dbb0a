import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useClient } from "../../common/client";
import { useAsk } from "../../common/useAsk";
import type { ChatMessage } from "../../core";
import { Tabs } from "../../ui/Choice";
import { Dialog } from "../../ui/Dialog";
import { ActorList } from "./ActorList";

type What = "readers" | "reactions";

interface WhoDialogProps {
  message: ChatMessage;
  begin: What;
  onClose: () => void;
}

/** Who has read a message and who reacted to it. */
export default function WhoDialog({ message, begin, onClose }: WhoDialogProps) {
  const [what, setWhat] = useState(begin);
  return (
    <Dialog tall title={t`Кто видел`} closeLabel={t`Закрыть`} onClose={onClose}>
      <Tabs
        label={t`Кто видел`}
        panel="who"
        value={what}
        options={[
          { value: "readers", label: t`Прочитали` },
          { value: "reactions", label: t`Реакции` },
        ]}
        onChange={setWhat}
      />
      <div id="who" role="tabpanel" aria-label={what === "readers" ? t`Прочитали` : t`Реакции`}>
        <List key={what} message={message} what={what} onClose={onClose} />
      </div>
    </Dialog>
  );
}

function List({ message, what, onClose }: { message: ChatMessage; what: What; onClose: () => void }) {
  const client = useClient();
  const { chat, seq } = message;
  const { value, error } = useAsk(`${what} ${chat} ${seq}`, async () => {
    if (what === "readers") return (await client.call("message_readers", { chat, seq })).readers;
    const { reactions } = await client.call("list_reactions", { chat, seq });
    return reactions.map(({ actor, at, emoji }) => ({ actor, at, mark: emoji }));
  });
  return <ActorList rows={value} error={error} onClose={onClose} />;
}
