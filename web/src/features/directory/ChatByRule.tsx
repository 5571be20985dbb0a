import { t } from "@lingui/core/macro";
import { type FormEvent, useId, useState } from "react";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import type { ChatId } from "../../core";
import { Button } from "../../ui/Button";
import { Check } from "../../ui/Check";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";

interface ChatByRuleProps {
  organisation: number;
  /** Absent: the whole organisation. */
  unit?: number;
  name: string;
  onClose: () => void;
  onMade: (chat: ChatId) => void;
}

/** A chat whose members are posts, kept right by the directory. */
export function ChatByRule({ organisation, unit, name, onClose, onMade }: ChatByRuleProps) {
  const client = useClient();
  const form = useId();
  const [title, setTitle] = useState(name);
  const [kind, setKind] = useState<"group" | "channel">("group");
  const [below, setBelow] = useState(true);
  const [heads, setHeads] = useState(false);
  const { run, busy, error } = useAct();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      const rule = { organisation, heads, ...(unit ? { unit, below } : {}) };
      const made = await client.call("create_filled_chat", { title: title.trim(), kind, rule });
      onMade(made.chat.id);
    });
  };
  return (
    <Dialog
      title={t`Чат по правилу`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        <Button look="main" type="submit" form={form} busy={busy} disabled={title.trim() === ""}>
          {t`Создать`}
        </Button>
      }
    >
      <form id={form} className="stack form" onSubmit={submit}>
        <p className="dim">{t`Должности приходят и уходят сами вместе с изменениями справочника. Других участников можно добавить вручную.`}</p>
        <Field
          label={t`Название`}
          value={title}
          maxLength={200}
          required
          data-first=""
          error={error}
          onChange={(event) => setTitle(event.target.value)}
        />
        <fieldset>
          <legend className="b">{t`Вид чата`}</legend>
          <Check name="kind" label={t`Группа`} checked={kind === "group"} onChange={() => setKind("group")} />
          <Check name="kind" label={t`Канал`} checked={kind === "channel"} onChange={() => setKind("channel")} />
        </fieldset>
        {unit && <Check label={t`И все подразделения внутри`} checked={below} onChange={setBelow} />}
        <Check label={t`Только руководители`} checked={heads} onChange={setHeads} />
      </form>
    </Dialog>
  );
}
