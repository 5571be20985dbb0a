import { t } from "@lingui/core/macro";
import { Music, Pause, Play } from "lucide-react";
import { useRead } from "../../common/client";
import { actorName } from "../../common/Who";
import type { Attachment, ChatMessage } from "../../core";
import { clockLength, sizeText } from "./measures";
import { nextSpeed, placeOf, seek, usePlayer } from "./player";
import { usePlay } from "./queue";
import { transferText } from "./Transfer";
import { useLocal, useUpload } from "./useUpload";
import { Wave } from "./Wave";

/** A recording: spoken words with the picture of their sound, or music with its name. */
export function Voice({ message, item }: { message: ChatMessage; item: Attachment }) {
  const play = usePlay();
  const spoken = item.type === "voice";
  const file = item.file ?? 0;
  const sender = useRead((read) => actorName(read.actor(message.sender)));
  const local = useLocal(item);
  const upload = useUpload(item.upload);
  const place = placeOf({ chat: message.chat, seq: message.seq, file });
  const current = usePlayer((state) => state.place === place && file !== 0);
  const playing = usePlayer((state) => current && state.playing);
  const at = usePlayer((state) => (current ? state.at : 0));
  const known = usePlayer((state) => (current ? state.length : 0));
  const broken = usePlayer((state) => current && state.broken);
  const speed = usePlayer((state) => state.speed);
  const length = item.duration_ms ?? known * 1000;
  const name = item.title || item.name || t`Звукозапись`;
  const title = spoken ? sender : [item.performer, name].filter(Boolean).join(" · ");
  const track = { chat: message.chat, seq: message.seq, file, title, spoken };
  const done = length > 0 ? Math.min(1, (at * 1000) / length) : 0;
  const seekTo = (part: number) => {
    if (current) seek((part * length) / 1000);
    else if (file) play(track, local, (part * length) / 1000);
  };
  return (
    <div className="voice">
      <button
        type="button"
        className="voice__play"
        disabled={!file}
        aria-label={playing ? t`Пауза` : spoken ? t`Слушать голосовое сообщение` : t`Слушать: ${name}`}
        onClick={() => play(track, local)}
      >
        {playing ? <Pause className="i" aria-hidden="true" /> : <Play className="i" aria-hidden="true" />}
      </button>
      <div className="voice__body">
        {!spoken && (
          <span className="cut b t2">
            {!item.waveform && <Music className="i i--s" aria-hidden="true" />} {title}
          </span>
        )}
        <Wave waveform={item.waveform ?? ""} done={done} lengthMs={length} onSeek={seekTo} />
        <span className="voice__line t1 num">
          {upload && !file ? (
            <span>{transferText(upload)}</span>
          ) : (
            <span>
              {current ? `${clockLength(at * 1000)} / ` : ""}
              {length ? clockLength(length) : item.size ? sizeText(item.size) : ""}
            </span>
          )}
          {broken && <span role="alert">{t`Не воспроизводится`}</span>}
          {spoken && current && (
            <button type="button" className="speed num" aria-label={t`Скорость ${speed}`} onClick={nextSpeed}>
              {speed}×
            </button>
          )}
        </span>
      </div>
    </div>
  );
}
