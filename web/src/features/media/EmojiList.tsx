import "../../ui/styles/media.css";
import { i18n } from "@lingui/core";
import { t } from "@lingui/core/macro";
import {
  EmojiPicker,
  type EmojiPickerListCategoryHeaderProps,
  type EmojiPickerListEmojiProps,
  type EmojiPickerListRowProps,
} from "frimousse";
import { Search } from "lucide-react";
import { useState } from "react";
import { asLocale, type Locale } from "../../common/locale";
import { emojiData, recentEmoji, usedEmoji } from "./emoji";

const COLUMNS = 8;

/** All emoji with a search in both languages; arrows and Enter choose. */
export default function EmojiList({ onEmoji }: { onEmoji: (emoji: string) => void }) {
  const locale: Locale = asLocale(i18n.locale);
  const [recent] = useState(recentEmoji);
  const [query, setQuery] = useState("");
  const choose = (emoji: string) => {
    usedEmoji(emoji);
    onEmoji(emoji);
  };
  return (
    <EmojiPicker.Root
      className="picker"
      locale={locale}
      columns={COLUMNS}
      resolveEmojiData={() => emojiData(locale)}
      onEmojiSelect={({ emoji }) => choose(emoji)}
    >
      <div className="search">
        <Search className="i i--s" aria-hidden="true" />
        <EmojiPicker.Search
          aria-label={t`Найти эмодзи`}
          placeholder={t`Найти: кабель, спасибо, время`}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      </div>
      {query === "" && (
        <fieldset className="picker__recent">
          <legend className="t1 b dim">{t`Недавние`}</legend>
          {recent.slice(0, COLUMNS).map((emoji) => (
            <button key={emoji} type="button" aria-label={emoji} onClick={() => choose(emoji)}>
              {emoji}
            </button>
          ))}
        </fieldset>
      )}
      <EmojiPicker.Viewport className="picker__list" aria-label={t`Эмодзи`} tabIndex={0}>
        <EmojiPicker.Loading className="picker__wait">{t`Загружаем эмодзи`}</EmojiPicker.Loading>
        <EmojiPicker.Empty className="picker__wait">{t`Ничего не нашлось`}</EmojiPicker.Empty>
        <EmojiPicker.List aria-label={t`Эмодзи`} components={{ CategoryHeader, Row, Emoji }} />
      </EmojiPicker.Viewport>
    </EmojiPicker.Root>
  );
}

function CategoryHeader({ category, ...rest }: EmojiPickerListCategoryHeaderProps) {
  return (
    <div className="picker__group t1 b dim" {...rest}>
      {category.label}
    </div>
  );
}

function Row({ children, ...rest }: EmojiPickerListRowProps) {
  return (
    <div className="picker__row" {...rest} {...fromOne("aria-rowindex", rest)}>
      {children}
    </div>
  );
}

function Emoji({ emoji, ...rest }: EmojiPickerListEmojiProps) {
  return (
    <button type="button" className="picker__one" {...rest} {...fromOne("aria-colindex", rest)}>
      {emoji.emoji}
    </button>
  );
}

/** The picker counts from nought, those who hear a grid from one. */
function fromOne(
  name: "aria-rowindex" | "aria-colindex",
  given: { readonly [Key in typeof name]?: number | undefined },
) {
  const index = given[name];
  return { [name]: index === undefined || index < 0 ? undefined : index + 1 };
}
