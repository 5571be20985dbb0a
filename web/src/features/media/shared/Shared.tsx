import "../../../ui/styles/shared.css";
import { i18n } from "@lingui/core";
import { t } from "@lingui/core/macro";
import { FileText, Image, Link2, type LucideIcon, Mic } from "lucide-react";
import { useEffect, useState } from "react";
import { useClient } from "../../../common/client";
import { useAsk } from "../../../common/useAsk";
import type { ChatCard } from "../../../core";
import { SharedDialog } from "./SharedDialog";
import type { SharedCounts, SharedKind } from "./shared";

export interface SharedProps {
  readonly chat: ChatCard;
  onJump: (seq: number) => void;
}

export function kindName(kind: SharedKind): string {
  return { media: t`Фото и видео`, files: t`Файлы`, sounds: t`Голосовые и музыка`, links: t`Ссылки` }[kind];
}

const KINDS: readonly { readonly kind: SharedKind; readonly icon: LucideIcon }[] = [
  { kind: "media", icon: Image },
  { kind: "files", icon: FileText },
  { kind: "sounds", icon: Mic },
  { kind: "links", icon: Link2 },
];

/** "37", or "1 000+" where nobody counts on. */
export function countText(counts: SharedCounts, kind: SharedKind): string {
  const count = counts[kind];
  const said = count.toLocaleString(i18n.locale);
  return count >= counts.most ? `${said}+` : said;
}

/** What was shared in a chat: a line for each kind with its number; nothing where nothing was. */
export default function Shared({ chat, onJump }: SharedProps) {
  const client = useClient();
  const asked = useAsk(`shared ${chat.id} ${chat.seq}`, () => client.call("count_shared", { chat: chat.id }));
  const [counts, setCounts] = useState(asked.value);
  const [open, setOpen] = useState<SharedKind>();
  // The lines do not blink while they are counted again.
  useEffect(() => {
    if (asked.value) setCounts(asked.value);
  }, [asked.value]);
  const lines = counts ? KINDS.filter(({ kind }) => counts[kind] > 0) : [];
  if (!counts || lines.length === 0) return null;
  return (
    <section className="sect">
      <h3>{t`Вложения`}</h3>
      <ul>
        {lines.map(({ kind, icon: Icon }) => (
          <li key={kind}>
            <button type="button" className="row row--dense row--wide shared__line" onClick={() => setOpen(kind)}>
              <Icon className="i dim" aria-hidden="true" />
              <span className="row__line">
                <span className="cut">{kindName(kind)}</span>
                <span className="num dim">{countText(counts, kind)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {open && (
        <SharedDialog
          chat={chat.id}
          counts={counts}
          kinds={lines.map(({ kind }) => kind)}
          begin={open}
          onClose={() => setOpen(undefined)}
          onJump={(seq) => {
            setOpen(undefined);
            onJump(seq);
          }}
        />
      )}
    </section>
  );
}
