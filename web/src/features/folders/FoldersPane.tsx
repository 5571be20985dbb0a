import { t } from "@lingui/core/macro";
import { ArrowDown, ArrowUp, FolderPlus, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { useClient, useHat, useMe, useRead } from "../../common/client";
import { useAct } from "../../common/useAct";
import type { Folder } from "../../core";
import { Button, IconButton } from "../../ui/Button";
import { FolderEditor } from "./FolderEditor";

const MOST = 20;

/** The folders of the list: their order, what is in them. */
export default function FoldersPane() {
  const client = useClient();
  const me = useMe();
  const hat = useHat();
  const as = hat === me.id ? {} : { as: hat };
  const folders = useRead((read) => read.folders(hat));
  const [editing, setEditing] = useState<Folder | "new">();
  const { run, busy, error } = useAct();
  const move = (at: number, by: number) => {
    const ids = folders.map((folder) => folder.id);
    const [id] = ids.splice(at, 1);
    if (id === undefined) return;
    ids.splice(at + by, 0, id);
    void run(async () => void (await client.call("order_folders", { folders: ids, ...as })));
  };
  const remove = (folder: Folder) =>
    void run(async () => void (await client.call("delete_folder", { folder: folder.id, ...as })));
  return (
    <section className="card stack form">
      <h2 className="t3 b">{t`Папки`}</h2>
      <p className="t1 dim">{t`Папки стоят над списком чатов на всех ваших устройствах. Чат может быть в нескольких.`}</p>
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
      <ul className="stack">
        {folders.map((folder, at) => (
          <li className="line" key={folder.id}>
            <b className="grow cut">{[folder.emoji, folder.title].filter(Boolean).join(" ")}</b>
            {at > 0 && (
              <IconButton label={t`Выше: ${folder.title}`} disabled={busy} onClick={() => move(at, -1)}>
                <ArrowUp className="i" aria-hidden="true" />
              </IconButton>
            )}
            {at < folders.length - 1 && (
              <IconButton label={t`Ниже: ${folder.title}`} disabled={busy} onClick={() => move(at, 1)}>
                <ArrowDown className="i" aria-hidden="true" />
              </IconButton>
            )}
            <IconButton label={t`Изменить: ${folder.title}`} onClick={() => setEditing(folder)}>
              <Pencil className="i" aria-hidden="true" />
            </IconButton>
            <IconButton label={t`Удалить папку: ${folder.title}`} disabled={busy} onClick={() => remove(folder)}>
              <Trash2 className="i" aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
      {folders.length < MOST && (
        <div className="line">
          <Button onClick={() => setEditing("new")}>
            <FolderPlus className="i i--s" aria-hidden="true" />
            {t`Новая папка`}
          </Button>
        </div>
      )}
      {editing && (
        <FolderEditor folder={editing === "new" ? undefined : editing} as={as} onClose={() => setEditing(undefined)} />
      )}
    </section>
  );
}
