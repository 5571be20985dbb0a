import "../../ui/styles/media.css";
import { t } from "@lingui/core/macro";
import { ImagePlus } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { CopyLink } from "../../common/CopyLink";
import { useClient } from "../../common/client";
import { errorText } from "../../common/trouble";
import { useAct } from "../../common/useAct";
import type { Answer } from "../../core";
import { VecheError } from "../../core";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { toast } from "../../ui/Toasts";
import { PackStickers } from "./PackStickers";
import { uploadTrouble } from "./troubles";

export type Pack = Answer<"list_packs">["packs"][number];

/** A pack of stickers: made, filled, named, shared, put into the panel or away. */
export default function PackDialog({ pack: given, onClose }: { pack: Pack | undefined; onClose: () => void }) {
  const client = useClient();
  const [pack, setPack] = useState(given);
  const [title, setTitle] = useState(given?.title ?? "");
  const [emoji, setEmoji] = useState("🙂");
  const input = useRef<HTMLInputElement>(null);
  const { run, busy, error } = useAct();
  const mine = !pack || pack.mine === true;

  const save = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      const name = title.trim();
      const answer = pack
        ? await client.call("rename_pack", { pack: pack.id, title: name })
        : await client.call("create_pack", { title: name });
      setPack(answer.pack);
    });
  };
  const add = (files: readonly File[]) =>
    void run(async () => {
      if (!pack) return;
      const engine = await client.uploads.load();
      const keys = files.map((file) => engine.add(file, { name: file.name, purpose: "sticker" }));
      try {
        const cards = await engine.whenReady(keys);
        for (const card of cards.values()) {
          setPack((await client.call("add_sticker", { pack: pack.id, file: card.id, emoji })).pack);
        }
        engine.release(keys);
      } catch (thrown) {
        for (const key of keys) engine.cancel(key);
        throw thrown instanceof VecheError ? new VecheError(thrown.code, uploadTrouble(thrown.trouble)) : thrown;
      }
    });
  const remove = (file: number) =>
    void run(async () => {
      if (pack) setPack((await client.call("remove_sticker", { pack: pack.id, file })).pack);
    });
  const order = (files: readonly number[]) => {
    if (!pack) return;
    // Seen at once; the server's answer is the same, or the old order with an error.
    const known = new Map(pack.stickers.map((sticker) => [sticker.file, sticker]));
    setPack({ ...pack, stickers: files.flatMap((file) => known.get(file) ?? []) });
    client.call("order_stickers", { pack: pack.id, files: [...files] }).then(
      (answer) => setPack(answer.pack),
      (thrown: unknown) => {
        setPack(pack);
        toast(errorText(thrown));
      },
    );
  };
  const toggle = () =>
    void run(async () => {
      if (!pack) return;
      if (pack.installed) await client.call("uninstall_pack", { pack: pack.id });
      else await client.call("install_pack", { code: pack.code });
      toast(pack.installed ? t`Набор убран из панели` : t`Набор добавлен в панель`);
      onClose();
    });
  return (
    <Dialog
      title={pack ? pack.title : t`Новый набор стикеров`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        pack && (
          <>
            {!pack.mine && (
              <Button busy={busy} onClick={toggle}>
                {pack.installed ? t`Убрать из панели` : t`Добавить в панель`}
              </Button>
            )}
            <Button look="main" onClick={onClose}>{t`Готово`}</Button>
          </>
        )
      }
    >
      {mine && (
        <form className="stack form" onSubmit={save}>
          <Field
            label={t`Название набора`}
            value={title}
            maxLength={64}
            required
            error={error}
            {...(pack ? {} : { "data-first": "" })}
            onChange={(event) => setTitle(event.target.value)}
          />
          {(!pack || title.trim() !== pack.title) && (
            <Button look="main" type="submit" busy={busy} disabled={title.trim() === ""}>
              {pack ? t`Переименовать` : t`Создать набор`}
            </Button>
          )}
        </form>
      )}
      {pack && (
        <>
          <PackStickers pack={pack} onRemove={remove} onOrder={order} />
          {pack.mine && (
            <div className="line">
              <Field
                label={t`Эмодзи стикера`}
                value={emoji}
                maxLength={8}
                onChange={(event) => setEmoji(event.target.value)}
              />
              <Button look="soft" busy={busy} disabled={emoji.trim() === ""} onClick={() => input.current?.click()}>
                <ImagePlus className="i i--s" aria-hidden="true" />
                {t`Добавить картинки`}
              </Button>
              <input
                ref={input}
                type="file"
                hidden
                multiple
                accept="image/png,image/webp,image/jpeg"
                onChange={({ currentTarget }) => {
                  add([...(currentTarget.files ?? [])]);
                  currentTarget.value = "";
                }}
              />
            </div>
          )}
          <CopyLink
            link={`${location.origin}/stickers/${pack.code}`}
            hint={t`По ссылке набор добавит себе любой, кто вошёл в Вече`}
          />
        </>
      )}
    </Dialog>
  );
}
