import { t } from "@lingui/core/macro";
import { Copy, Forward, Trash2, X } from "lucide-react";
import { useEffect } from "react";
import { useClient } from "../../common/client";
import type { ChatMessage } from "../../core";
import { Button, IconButton } from "../../ui/Button";
import { useActs } from "./acts";
import { copyMessages } from "./copy";

interface SelectionBarProps {
  messages: readonly ChatMessage[];
  onClear: () => void;
}

/** In place of the composer while messages are selected. */
export default function SelectionBar({ messages, onClear }: SelectionBarProps) {
  const client = useClient();
  const acts = useActs();
  const count = messages.length;
  const copy = () => {
    copyMessages(client.read, messages);
    onClear();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the keys are asked anew for every selection
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (document.querySelector("dialog[open], [popover]:popover-open[role=menu]")) return;
      if (event.key === "Escape") onClear();
      else if (event.code === "KeyC" && (event.ctrlKey || event.metaKey)) copy();
      else if (event.key === "Delete") acts.remove(messages);
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener("keydown", press, { capture: true });
    return () => removeEventListener("keydown", press, { capture: true });
  }, [messages]);
  return (
    <footer className="composer composer--closed">
      <IconButton label={t`Снять выделение`} onClick={onClear}>
        <X className="i" aria-hidden="true" />
      </IconButton>
      <span className="grow b" role="status">
        {t`Выбрано: ${count}`}
      </span>
      <Button look="soft" onClick={() => acts.show({ kind: "forward", messages })}>
        <Forward className="i i--s" aria-hidden="true" />
        {t`Переслать`}
      </Button>
      <IconButton label={t`Копировать`} onClick={copy}>
        <Copy className="i" aria-hidden="true" />
      </IconButton>
      <IconButton label={t`Удалить`} onClick={() => acts.remove(messages)}>
        <Trash2 className="i" aria-hidden="true" />
      </IconButton>
    </footer>
  );
}
