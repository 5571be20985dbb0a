import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useClient, useHat, useRead } from "../../common/client";
import { useAct } from "../../common/useAct";
import { chatName } from "../../common/Who";
import type { ActorId, ChatId, Folder } from "../../core";
import { Button } from "../../ui/Button";
import { Check } from "../../ui/Check";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";

type Kind = "dialogs" | "groups" | "channels";

interface FolderEditorProps {
  folder: Folder | undefined;
  as: { as?: ActorId };
  onClose: () => void;
}

const SHOWN = 60;

/** A name, kinds of chats, single chats in or out. */
export function FolderEditor({ folder, as, onClose }: FolderEditorProps) {
  const client = useClient();
  const [title, setTitle] = useState(folder?.title ?? "");
  const [emoji, setEmoji] = useState(folder?.emoji ?? "");
  const [kinds, setKinds] = useState<readonly Kind[]>(folder?.kinds ?? []);
  const [chats, setChats] = useState<readonly ChatId[]>(folder?.chats ?? []);
  const [without, setWithout] = useState<readonly ChatId[]>(folder?.without ?? []);
  const [unread, setUnread] = useState(folder?.unread ?? false);
  const [loud, setLoud] = useState(folder?.without_muted ?? false);
  const { run, busy, error } = useAct();
  const save = () =>
    void run(async () => {
      await client.call("save_folder", {
        ...(folder ? { folder: folder.id } : {}),
        title: title.trim(),
        emoji: emoji.trim(),
        kinds,
        chats,
        without,
        unread,
        without_muted: loud,
        ...as,
      });
      onClose();
    });
  const names: Record<Kind, string> = { dialogs: t`Диалоги`, groups: t`Группы`, channels: t`Каналы` };
  return (
    <Dialog
      title={folder ? t`Папка` : t`Новая папка`}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose}>{t`Отмена`}</Button>
          <Button
            look="main"
            busy={busy}
            disabled={title.trim() === "" || kinds.length + chats.length === 0}
            onClick={save}
          >{t`Сохранить`}</Button>
        </>
      }
    >
      <div className="line top">
        <Field
          label={t`Название`}
          value={title}
          maxLength={24}
          error={error}
          onChange={(e) => setTitle(e.target.value)}
        />
        <Field label={t`Значок`} value={emoji} maxLength={8} size={4} onChange={(e) => setEmoji(e.target.value)} />
      </div>
      <fieldset className="stack stack--tight bare">
        <legend className="b">{t`Какие чаты`}</legend>
        {(["dialogs", "groups", "channels"] as const).map((kind) => (
          <Check
            key={kind}
            label={names[kind]}
            checked={kinds.includes(kind)}
            onChange={(on) => setKinds(on ? [...kinds, kind] : kinds.filter((one) => one !== kind))}
          />
        ))}
        <Check label={t`Только с новыми сообщениями`} checked={unread} onChange={setUnread} />
        <Check label={t`Кроме чатов без звука`} checked={loud} onChange={setLoud} />
      </fieldset>
      <Chats
        kinds={kinds}
        chats={chats}
        without={without}
        onChange={(next, out) => {
          setChats(next);
          setWithout(out);
        }}
      />
    </Dialog>
  );
}

interface ChatsProps {
  kinds: readonly Kind[];
  chats: readonly ChatId[];
  without: readonly ChatId[];
  onChange: (chats: readonly ChatId[], without: readonly ChatId[]) => void;
}

/** The newest chats: a mark puts one in, also where its kind is not chosen; without a mark it stays out. */
function Chats({ kinds, chats, without, onChange }: ChatsProps) {
  const client = useClient();
  const hat = useHat();
  const ids = useRead((read) => read.chatList(hat).ids);
  const rows = ids.slice(0, SHOWN).flatMap((id) => client.read.chatRow(hat, id) ?? []);
  const set = (id: ChatId, on: boolean, byKind: boolean) => {
    const others = chats.filter((one) => one !== id);
    const out = without.filter((one) => one !== id);
    onChange(on && !byKind ? [...others, id] : others, !on && byKind ? [...out, id] : out);
  };
  return (
    <fieldset className="stack stack--tight bare folder__chats">
      <legend className="b">{t`Чаты`}</legend>
      {rows.map((row) => {
        const byKind = kinds.includes(`${row.chat.kind}s`);
        const inside = chats.includes(row.id) || (byKind && !without.includes(row.id));
        return (
          <Check
            key={row.id}
            label={chatName(client.read, row, hat) || "…"}
            checked={inside}
            onChange={(on) => set(row.id, on, byKind)}
          />
        );
      })}
    </fieldset>
  );
}
