import { t } from "@lingui/core/macro";
import { ArrowUpDown, Pencil, Plus, Sticker as StickerIcon } from "lucide-react";
import { Suspense, useState } from "react";
import { useClient } from "../../common/client";
import { lazy } from "../../common/later";
import { useAsk } from "../../common/useAsk";
import type { Answer, OutgoingAttachment } from "../../core";
import { Button, IconButton } from "../../ui/Button";
import { Empty } from "../../ui/States";
import { address } from "./measures";

const PackDialog = lazy(() => import("./PackDialog"));
const PackOrder = lazy(() => import("./PackOrder"));

export type Pack = Answer<"list_packs">["packs"][number];

/** The packs that one has put into one's panel; a press sends. */
export default function Stickers({ onSticker }: { onSticker: (sticker: OutgoingAttachment) => void }) {
  const client = useClient();
  const { value, error, again } = useAsk("packs", () => client.call("list_packs", {}));
  const [editing, setEditing] = useState<Pack | "new" | "order">();
  if (error) return <p className="picker__wait">{error}</p>;
  const packs = value?.packs ?? [];
  const send = (pack: Pack, { file, emoji }: Pack["stickers"][number]) =>
    onSticker({ type: "sticker", file, pack: pack.id, emoji });
  return (
    <div className="stickers">
      {value && packs.length === 0 && (
        <Empty icon={<StickerIcon className="i i--l" aria-hidden="true" />} title={t`Стикеров пока нет`}>
          <p>{t`Соберите свой набор из картинок или откройте ссылку на чужой.`}</p>
        </Empty>
      )}
      {packs.map((pack) => (
        <section key={pack.id} aria-label={pack.title}>
          <header className="line">
            <h3 className="t1 b dim grow cut">{pack.title}</h3>
            {/* What stands in the panel can also be looked at and put away. */}
            <IconButton label={t`Набор: ${pack.title}`} onClick={() => setEditing(pack)}>
              <Pencil className="i i--s" aria-hidden="true" />
            </IconButton>
          </header>
          <div className="stickers__grid">
            {pack.stickers.map((sticker) => (
              <button
                key={sticker.file}
                type="button"
                aria-label={t`Стикер ${sticker.emoji}`}
                onClick={() => send(pack, sticker)}
              >
                <img src={address(sticker.file, "/thumb")} alt="" loading="lazy" />
              </button>
            ))}
          </div>
        </section>
      ))}
      <Button look="soft" onClick={() => setEditing("new")}>
        <Plus className="i i--s" aria-hidden="true" />
        {t`Новый набор`}
      </Button>
      {packs.length > 1 && (
        <Button look="quiet" onClick={() => setEditing("order")}>
          <ArrowUpDown className="i i--s" aria-hidden="true" />
          {t`Порядок наборов`}
        </Button>
      )}
      {editing === "order" && (
        <Suspense>
          <PackOrder
            packs={packs}
            onClose={() => {
              setEditing(undefined);
              again();
            }}
          />
        </Suspense>
      )}
      {editing && editing !== "order" && (
        <Suspense>
          <PackDialog
            pack={editing === "new" ? undefined : editing}
            onClose={() => {
              setEditing(undefined);
              again();
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
