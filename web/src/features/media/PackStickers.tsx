import { t } from "@lingui/core/macro";
import { ChevronLeft, ChevronRight, Trash2 } from "lucide-react";
import { useState } from "react";
import { IconButton } from "../../ui/Button";
import { address } from "./measures";
import type { Pack } from "./PackDialog";
import { useReorder } from "./reorder";

interface PackStickersProps {
  pack: Pack;
  onRemove: (file: number) => void;
  onOrder: (files: readonly number[]) => void;
}

/** The stickers of a pack; of one's own they are taken out, dragged to another place, or moved with Alt and the arrows. */
export function PackStickers({ pack, onRemove, onOrder }: PackStickersProps) {
  const files = pack.stickers.map(({ file }) => file);
  const [said, setSaid] = useState("");
  const { propsOf, step } = useReorder(files, (next) => {
    onOrder(next);
    const from = files.findIndex((file, at) => next[at] !== file);
    const place = from + 1;
    setSaid(t`Порядок изменён с места ${place}`);
  });
  if (!pack.mine) {
    return (
      <ul className="stickers__grid">
        {pack.stickers.map((sticker) => (
          <li key={sticker.file} className="stickers__one">
            <img src={address(sticker.file, "/thumb")} alt={t`Стикер ${sticker.emoji}`} />
          </li>
        ))}
      </ul>
    );
  }
  const total = files.length;
  return (
    <>
      {total > 1 && (
        <p className="t1 dim" id="order-hint">
          {t`Порядок: перетащите, или Alt и стрелки, или кнопки под стикером.`}
        </p>
      )}
      <ul className="stickers__grid stickers__grid--own">
        {pack.stickers.map((sticker, at) => {
          const place = at + 1;
          return (
            <li key={sticker.file} className="stickers__one" {...propsOf(at)}>
              <img src={address(sticker.file, "/thumb")} alt={t`Стикер ${sticker.emoji}`} draggable={false} />
              <span className="stickers__acts">
                <IconButton
                  label={t`Раньше: стикер ${place} из ${total}`}
                  disabled={at === 0}
                  onClick={() => step(at, -1)}
                >
                  <ChevronLeft className="i i--s" aria-hidden="true" />
                </IconButton>
                <IconButton label={t`Убрать стикер ${sticker.emoji}`} onClick={() => onRemove(sticker.file)}>
                  <Trash2 className="i i--s" aria-hidden="true" />
                </IconButton>
                <IconButton
                  label={t`Позже: стикер ${place} из ${total}`}
                  disabled={at === total - 1}
                  onClick={() => step(at, 1)}
                >
                  <ChevronRight className="i i--s" aria-hidden="true" />
                </IconButton>
              </span>
            </li>
          );
        })}
      </ul>
      <span className="vh" role="status">
        {said}
      </span>
    </>
  );
}
