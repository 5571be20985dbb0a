import { t } from "@lingui/core/macro";
import { useClient, useMe } from "../../common/client";
import { useAct } from "../../common/useAct";
import type { ActorId, ChatRow, NotifyRule } from "../../core";
import { Check } from "../../ui/Check";

/** What of this chat makes a sound. */
export default function ChatRule({ row, actor }: { row: ChatRow; actor: ActorId }) {
  const client = useClient();
  const me = useMe();
  const { run, error } = useAct();
  if (row.chat.kind === "dialog") return null;
  const now = row.membership.notify ?? null;
  const options: { rule: NotifyRule | null; label: string }[] = [
    { rule: null, label: t`Как для всех таких чатов` },
    { rule: "all", label: t`Обо всём` },
    { rule: "mentions", label: t`Только когда обращаются ко мне` },
    { rule: "nobody", label: t`Ни о чём` },
  ];
  const set = (rule: NotifyRule | null) =>
    void run(async () => {
      await client.call("set_notify", { chat: row.id, rule, ...(actor === me.id ? {} : { as: actor }) });
    });
  return (
    <section className="sect">
      <h3 id="notify">{t`Уведомления`}</h3>
      <div className="stack stack--tight" role="radiogroup" aria-labelledby="notify">
        {options.map(({ rule, label }) => (
          <Check
            key={label}
            name={`notify ${row.id}`}
            label={label}
            checked={now === rule}
            onChange={() => set(rule)}
          />
        ))}
      </div>
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
    </section>
  );
}
