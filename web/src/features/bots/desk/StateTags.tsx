import { t } from "@lingui/core/macro";
import { Tag } from "../../../ui/States";
import type { Kind, MyBot } from "./shapes";

/** What kind of key: the word that stands beside a bot everywhere. */
export function kindName(kind: Kind): string {
  if (kind === "trial") return t`пробный`;
  return kind === "team" ? t`для своих` : t`для всех`;
}

/** Whether the bot is in use, and with whom it talks. */
export function StateTags({ bot }: { bot: MyBot }) {
  if (bot.state === "waiting") return <Tag look="warn">{t`ждёт решения`}</Tag>;
  if (bot.state === "refused") return <Tag look="danger">{t`отказано`}</Tag>;
  if (bot.state === "suspended") return <Tag look="danger">{t`остановлен`}</Tag>;
  return (
    <>
      <Tag look={bot.kind === "live" ? "ok" : "accent"}>{kindName(bot.kind)}</Tag>
      {bot.key_at === undefined && <Tag look="warn">{t`без ключа`}</Tag>}
    </>
  );
}
