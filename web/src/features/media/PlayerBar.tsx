import { t } from "@lingui/core/macro";
import { Pause, Play, SkipBack, SkipForward, X } from "lucide-react";
import { useClient } from "../../common/client";
import { useShowing } from "../../common/media";
import { orToast } from "../../common/useAct";
import { IconButton } from "../../ui/Button";
import { clockLength } from "./measures";
import { nextSpeed, stop, toggle, usePlayer } from "./player";
import { beside, usePlay } from "./queue";

/** What plays, above whatever one looks at. */
export default function PlayerBar({ onOpen }: { onOpen: (chat: number, seq: number) => void }) {
  const track = useShowing((state) => state.track);
  const { playing, at, length, speed } = usePlayer();
  const client = useClient();
  const play = usePlay();
  if (!track) return null;
  const step = (by: 1 | -1) =>
    orToast(
      beside(client, track, by).then((other) => {
        if (other) play(other);
      }),
    );
  return (
    <section className="playbar" aria-label={t`Проигрыватель`}>
      <span className="only-desk">
        <IconButton label={t`Предыдущая запись`} onClick={() => step(-1)}>
          <SkipBack className="i i--s" aria-hidden="true" />
        </IconButton>
      </span>
      <IconButton label={playing ? t`Пауза` : t`Слушать дальше`} onClick={() => toggle(track, undefined)}>
        {playing ? <Pause className="i" aria-hidden="true" /> : <Play className="i" aria-hidden="true" />}
      </IconButton>
      <IconButton label={t`Следующая запись`} onClick={() => step(1)}>
        <SkipForward className="i i--s" aria-hidden="true" />
      </IconButton>
      <button
        type="button"
        className="playbar__title"
        onClick={() => onOpen(track.chat, track.seq)}
        title={t`К сообщению`}
      >
        <span className="cut b">{track.title}</span>
        <span className="t1 dim num">
          {clockLength(at * 1000)}
          {length > 0 && ` / ${clockLength(length * 1000)}`}
        </span>
      </button>
      {track.spoken && (
        <button type="button" className="speed num" aria-label={t`Скорость ${speed}`} onClick={nextSpeed}>
          {speed}×
        </button>
      )}
      <IconButton label={t`Закрыть проигрыватель`} onClick={stop}>
        <X className="i" aria-hidden="true" />
      </IconButton>
      <progress className="playbar__line" max={length || 1} value={at} aria-hidden="true" />
    </section>
  );
}
