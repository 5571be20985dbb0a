import { t } from "@lingui/core/macro";
import { useClient } from "../../../common/client";
import { useAsk } from "../../../common/useAsk";
import type { ChatMessage } from "../../../core";
import { Dialog } from "../../../ui/Dialog";
import { ActorList } from "../ActorList";

interface VotersDialogProps {
  message: ChatMessage;
  option: number;
  onClose: () => void;
}

/** Who chose this answer of an open poll. */
export default function VotersDialog({ message, option, onClose }: VotersDialogProps) {
  const client = useClient();
  const { chat, seq } = message;
  const { value, error } = useAsk(`voters ${chat} ${seq} ${option}`, () =>
    client.call("list_voters", { chat, seq, option }),
  );
  const poll = message.attachments?.find((one) => one.poll)?.poll;
  return (
    <Dialog tall title={poll?.options[option]?.text ?? t`Голоса`} closeLabel={t`Закрыть`} onClose={onClose}>
      <ActorList rows={value?.voters.map(({ actor, at }) => ({ actor, at }))} error={error} onClose={onClose} />
    </Dialog>
  );
}
