import { t } from "@lingui/core/macro";
import { useEffect, useRef } from "react";
import { Button } from "../../../ui/Button";
import { Tag } from "../../../ui/States";
import type { MyBot, Said } from "./shapes";

type Attachment = NonNullable<Said["attachments"]>[number];

interface TalkProps {
  messages: readonly Said[];
  bot: MyBot;
  busy: boolean;
  onPress: (seq: number, payload: string) => void;
}

/** What a sample person and the bot have said to each other, in short. */
export function Talk({ messages, bot, busy, onPress }: TalkProps) {
  const end = useRef<HTMLDivElement>(null);
  const count = messages.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message moves the end into view
  useEffect(() => {
    const log = end.current;
    if (log) log.scrollTop = log.scrollHeight;
  }, [count]);
  if (count === 0) return null;
  return (
    <div className="samples" role="log" aria-label={t`Разговор`} tabIndex={0} ref={end}>
      {messages.map((one) => (
        <div key={one.seq} className={`samples__said ${one.sender === bot.id ? "" : "samples__said--own"}`}>
          {one.deleted ? <span className="dim">{t`удалено`}</span> : one.text}
          {one.edited_at !== undefined && !one.deleted && <span className="t1 dimmer"> {t`изменено`}</span>}
          {(one.attachments ?? []).map((attachment) => (
            <Hung
              key={`${attachment.type} ${attachment.file ?? ""}`}
              attachment={attachment}
              busy={busy}
              onPress={(payload) => onPress(one.seq, payload)}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

function Hung({
  attachment,
  busy,
  onPress,
}: {
  attachment: Attachment;
  busy: boolean;
  onPress: (payload: string) => void;
}) {
  if (attachment.type !== "keyboard") {
    return (
      <div>
        <Tag>{attachment.type}</Tag> {attachment.name}
      </div>
    );
  }
  const rows = attachment.buttons ?? [];
  return (
    <div className="samples__keys">
      {rows.flat().map((button, at) => {
        const payload = button.payload ?? "";
        return (
          <Button
            // biome-ignore lint/suspicious/noArrayIndexKey: buttons have no other name than their place
            key={at}
            look="soft"
            busy={busy}
            disabled={button.type !== "callback"}
            onClick={() => onPress(payload)}
          >
            {button.text}
          </Button>
        );
      })}
    </div>
  );
}
