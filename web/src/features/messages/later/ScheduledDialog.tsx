import { t } from "@lingui/core/macro";
import { Pencil, SendHorizontal, Timer, Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useClient } from "../../../common/client";
import { dayAndTime } from "../../../common/dates";
import { useAct } from "../../../common/useAct";
import type { Answer } from "../../../core";
import { Button, IconButton } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { TextArea } from "../../../ui/Field";
import { MomentDialog } from "./MomentDialog";

type Scheduled = Answer<"list_scheduled">["scheduled"][number];

interface ScheduledDialogProps {
  list: readonly Scheduled[];
  onClose: () => void;
  /** Something changed: the list is to be asked for again. */
  onChanged: () => void;
}

/** What waits for its time in this chat: to change, to send now, to take back. */
export default function ScheduledDialog({ list, onClose, onChanged }: ScheduledDialogProps) {
  return (
    <Dialog tall title={t`Запланированные сообщения`} closeLabel={t`Закрыть`} onClose={onClose}>
      {list.length === 0 && <p className="dim">{t`Ничего не запланировано.`}</p>}
      <ul className="stack">
        {list.map((item) => (
          <li key={item.id} className="card stack stack--tight">
            <Item item={item} onChanged={onChanged} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function Item({ item, onChanged }: { item: Scheduled; onChanged: () => void }) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const [ask, setAsk] = useState<"text" | "time">();
  const act = (work: () => Promise<unknown>) =>
    run(async () => {
      await work();
      setAsk(undefined);
      onChanged();
    });
  if (ask === "text") {
    return (
      <EditText
        item={item}
        onSave={(text) => act(() => client.call("change_scheduled", { scheduled: item.id, text }))}
      />
    );
  }
  return (
    <>
      <p className="about">{item.text || t`Вложение`}</p>
      <div className="line">
        <span className="t1 dim grow">
          {dayAndTime(item.at, Date.now())}
          {item.silent && ` · ${t`без звука`}`}
        </span>
        <IconButton label={t`Изменить текст`} onClick={() => setAsk("text")}>
          <Pencil className="i" aria-hidden="true" />
        </IconButton>
        <IconButton label={t`Изменить время`} onClick={() => setAsk("time")}>
          <Timer className="i" aria-hidden="true" />
        </IconButton>
        <IconButton
          label={t`Отправить сейчас`}
          aria-busy={busy}
          onClick={() => void act(() => client.call("send_scheduled_now", { scheduled: item.id }))}
        >
          <SendHorizontal className="i" aria-hidden="true" />
        </IconButton>
        <IconButton
          label={t`Не отправлять`}
          onClick={() => void act(() => client.call("cancel_scheduled", { scheduled: item.id }))}
        >
          <Trash2 className="i" aria-hidden="true" />
        </IconButton>
      </div>
      {(error || item.error) && (
        <p className="field__error" role="alert">
          {error ?? t`В назначенное время отправить не вышло: проверьте, можно ли вам писать в этот чат.`}
        </p>
      )}
      {ask === "time" && (
        <MomentDialog
          title={t`Когда отправить`}
          act={t`Сохранить`}
          begin={item.at}
          onClose={() => setAsk(undefined)}
          onChoose={(at) => void act(() => client.call("change_scheduled", { scheduled: item.id, at }))}
        />
      )}
    </>
  );
}

function EditText({ item, onSave }: { item: Scheduled; onSave: (text: string) => Promise<void> }) {
  const [text, setText] = useState(item.text ?? "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "") void onSave(text.trim());
  };
  return (
    <form className="stack" onSubmit={submit}>
      <TextArea label={t`Сообщение`} value={text} onChange={(event) => setText(event.target.value)} />
      <Button look="soft" type="submit">{t`Сохранить`}</Button>
    </form>
  );
}
