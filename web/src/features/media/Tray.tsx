import "../../ui/styles/media.css";
import { t } from "@lingui/core/macro";
import { EyeOff, FileText, Images } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useClient } from "../../common/client";
import type { Attached, TrayProps } from "../../common/media";
import type { OutgoingAttachment, UploadEngine } from "../../core";
import { toast } from "../../ui/Toasts";
import { prepare, purposeOf } from "./prepare";
import { TrayItem } from "./TrayItem";

const MOST = 40;

/** What will go with the message: seen before it is sent, put in order, hidden, taken out. Uploads begin at once. */
export default function Tray({ items, incoming, onTaken, onChange }: TrayProps) {
  const { uploads } = useClient();
  const [busy, setBusy] = useState(0);
  const originals = useRef(new Map<string, File>());
  const change = useRef(onChange);
  change.current = onChange;
  const taken = useRef(onTaken);
  taken.current = onTaken;

  useEffect(() => {
    if (!incoming) return;
    taken.current();
    const files = incoming.files.slice(0, MOST);
    if (files.length < incoming.files.length) toast(t`За один раз можно приложить ${MOST} файлов.`);
    setBusy((before) => before + files.length);
    void (async () => {
      const engine = await uploads.load();
      for (const file of files) {
        const item = await begin(engine, file, incoming.asFile);
        if (item.upload) originals.current.set(item.upload, file);
        setBusy((before) => before - 1);
        change.current((before) => [...before, item]);
      }
    })();
  }, [incoming, uploads]);

  const remove = (item: OutgoingAttachment) => {
    if (item.upload) uploads.engine?.cancel(item.upload);
    onChange((before) => before.filter((other) => other !== item));
  };
  const move = (item: OutgoingAttachment, step: -1 | 1) =>
    onChange((before) => {
      const at = before.indexOf(item);
      const to = at + step;
      if (at < 0 || to < 0 || to >= before.length) return before;
      const next = before.filter((other) => other !== item);
      next.splice(to, 0, item);
      return next;
    });
  const put = (item: OutgoingAttachment, next: OutgoingAttachment) =>
    onChange((before) => before.map((other) => (other === item ? next : other)));
  const again = async (asFile: boolean) => {
    const engine = await uploads.load();
    const next: OutgoingAttachment[] = [];
    for (const item of items) {
      const file = item.upload === undefined ? undefined : originals.current.get(item.upload);
      if (!file || purposeOf(file.type, asFile) === item.type) {
        next.push(item);
        continue;
      }
      if (item.upload) engine.cancel(item.upload);
      const fresh = await begin(engine, file, asFile);
      if (fresh.upload) originals.current.set(fresh.upload, file);
      next.push(fresh);
    }
    onChange(() => next);
  };
  const pictures = items.filter(isPicture);
  const asFiles = items.some(({ upload, type }) => {
    const file = upload === undefined ? undefined : originals.current.get(upload);
    return type === "file" && file !== undefined && purposeOf(file.type, false) !== "file";
  });
  const hidden = pictures.length > 0 && pictures.every(({ spoiler }) => spoiler);
  return (
    <section className="tray" aria-label={t`Вложения`}>
      <ul className="tray__items">
        {items.map((item, index) => (
          <TrayItem
            key={item.upload ?? index}
            item={item}
            place={index + 1}
            total={items.length}
            onRemove={() => remove(item)}
            onMove={(step) => move(item, step)}
            onSpoiler={() => put(item, { ...item, spoiler: !item.spoiler })}
          />
        ))}
        {busy > 0 && <li className="tray__item skel" aria-label={t`Готовим файлы`} />}
      </ul>
      <div className="tray__chips">
        {(pictures.length > 0 || asFiles) && (
          <button type="button" className="chip" aria-pressed={asFiles} onClick={() => void again(!asFiles)}>
            {asFiles ? (
              <Images className="i i--s" aria-hidden="true" />
            ) : (
              <FileText className="i i--s" aria-hidden="true" />
            )}
            {asFiles ? t`Отправить как снимки` : t`Отправить файлом`}
          </button>
        )}
        {pictures.length > 0 && (
          <button
            type="button"
            className="chip"
            aria-pressed={hidden}
            onClick={() =>
              onChange((before) => before.map((item) => (isPicture(item) ? { ...item, spoiler: !hidden } : item)))
            }
          >
            <EyeOff className="i i--s" aria-hidden="true" />
            {t`Скрыть до нажатия`}
          </button>
        )}
      </div>
    </section>
  );
}

function isPicture({ type }: Attached[number]): boolean {
  return type === "photo" || type === "video";
}

async function begin(engine: UploadEngine, file: File, asFile: boolean): Promise<OutgoingAttachment> {
  const { blob, name, purpose, shown } = await prepare(file, asFile);
  const type = purpose === "photo" || purpose === "video" || purpose === "audio" ? purpose : "file";
  return { type, upload: engine.add(blob, { name, purpose }), name, shown };
}
