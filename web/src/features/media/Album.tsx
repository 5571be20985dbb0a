import { plural, t } from "@lingui/core/macro";
import { useShowing } from "../../common/media";
import { vars } from "../../common/vars";
import type { Attachment, ChatMessage } from "../../core";
import { albumRows, ratioOf } from "./album";
import { Picture } from "./Picture";

/** The height that one picture may have, in parts of the width of the widest. */
const TALLEST = 0.75;

export function Album({ message, items }: { message: ChatMessage; items: readonly Attachment[] }) {
  const view = useShowing((state) => state.view);
  const total = items.length;
  const open = (item: Attachment) => {
    if (item.file !== undefined && message.seq > 0) view({ chat: message.chat, seq: message.seq, file: item.file });
  };
  const draw = (item: Attachment, index: number) => (
    <Picture
      key={item.upload ?? item.file ?? index}
      item={item}
      label={labelOf(item, index, total, message.text)}
      onOpen={() => open(item)}
    />
  );
  const [only] = items;
  if (only && total === 1) {
    const ratio = ratioOf(only, 0.5, 2.4);
    return (
      <div className="album album--one" ref={vars({ "--ratio": ratio, "--wide": Math.min(1, TALLEST * ratio) })}>
        {draw(only, 0)}
      </div>
    );
  }
  return (
    <div
      className="album"
      role="group"
      aria-label={plural(total, {
        one: "Альбом, # снимок",
        few: "Альбом, # снимка",
        many: "Альбом, # снимков",
        other: "Альбом, # снимка",
      })}
    >
      {albumRows(items).map((row) => (
        <div className="album__row" key={row.items[0]} ref={vars({ "--ratio": row.ratio })}>
          {row.items.map((at) => {
            const item = items[at];
            return (
              item && (
                <span
                  className="album__cell"
                  key={item.upload ?? item.file ?? at}
                  ref={vars({ "--ratio": ratioOf(item) })}
                >
                  {draw(item, at)}
                </span>
              )
            );
          })}
        </div>
      ))}
    </div>
  );
}

/** "Photo 2 of 4: the words of the message". */
export function labelOf(item: Attachment, index: number, total: number, words: string): string {
  const place = index + 1;
  const what =
    item.type === "video"
      ? total > 1
        ? t`Видео ${place} из ${total}`
        : t`Видео`
      : total > 1
        ? t`Фотография ${place} из ${total}`
        : t`Фотография`;
  const said = words.trim().slice(0, 120);
  return said ? `${what}: ${said}` : what;
}
