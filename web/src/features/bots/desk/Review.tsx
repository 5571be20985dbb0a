import { t } from "@lingui/core/macro";
import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useActor, useClient } from "../../../common/client";
import { useAct } from "../../../common/useAct";
import { useAsk } from "../../../common/useAsk";
import { actorName, photoUrl } from "../../../common/Who";
import { Avatar } from "../../../ui/Avatar";
import { Button } from "../../../ui/Button";
import { Seg } from "../../../ui/Choice";
import { TextArea } from "../../../ui/Field";
import { Empty, RowSkeletons } from "../../../ui/States";
import { toast } from "../../../ui/Toasts";
import { StateTags } from "./StateTags";
import type { Listed } from "./shapes";

type Which = "waiting" | "all";

/** For administrators: who asks to have a bot, or a bot that talks to everybody. */
export function Review() {
  const client = useClient();
  const [which, setWhich] = useState<Which>("waiting");
  const { value, error, again } = useAsk(`bots ${which}`, () =>
    client.call("list_bots", { waiting: which === "waiting", limit: 100 }),
  );
  return (
    <section className="card stack">
      <Seg<Which>
        label={t`Боты установки`}
        value={which}
        onChange={setWhich}
        options={[
          { value: "waiting", label: t`Ждут решения` },
          { value: "all", label: t`Все боты` },
        ]}
      />
      {error && <p className="field__error">{error}</p>}
      {!value && !error && <RowSkeletons count={3} label={t`Загружаем ботов`} />}
      {value?.bots.length === 0 && (
        <Empty icon={<ShieldCheck className="i i--l" aria-hidden="true" />} title={t`Решать нечего`}>
          <p>{t`Здесь появятся боты, о которых надо решить: быть ли им и отвечать ли всем.`}</p>
        </Empty>
      )}
      <ul className="stack">
        {value?.bots.map((one) => (
          <Line key={one.bot.id} one={one} onDecided={again} />
        ))}
      </ul>
    </section>
  );
}

function Line({ one, onDecided }: { one: Listed; onDecided: () => void }) {
  const client = useClient();
  const { bot } = one;
  const owner = actorName(useActor(bot.owner));
  const [note, setNote] = useState("");
  const { run, busy, error } = useAct();
  const waits = bot.state === "waiting" || (bot.state === "active" && bot.live === "asked");
  const asks = bot.state === "waiting" ? t`Просит создать бота` : t`Просит ключ, с которым бот отвечает всем`;
  const decide = (approve: boolean) =>
    void run(async () => {
      await client.call("review_bot", { bot: bot.id, approve, note: note.trim() });
      toast(approve ? t`Одобрено` : t`Отказано`);
      onDecided();
    });
  const suspend = (on: boolean) =>
    void run(async () => {
      await client.call("suspend_bot", { bot: bot.id, on, note: note.trim() });
      toast(on ? t`Бот остановлен` : t`Бот снова работает`);
      onDecided();
    });
  return (
    <li className="card stack">
      <div className="line wrap">
        <Avatar shape="bot" name={bot.name} id={bot.id} size="m" picture={photoUrl(bot.photo)} />
        <b className="cut">{bot.name}</b>
        <StateTags bot={bot} />
      </div>
      <p className="t1 dim">
        {[`@${bot.username}`, owner ? t`Автор: ${owner}` : t`Заведён из командной строки`, waits && asks]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {bot.about && <p>{bot.about}</p>}
      {waits && one.purpose && <blockquote className="bot-purpose">{one.purpose}</blockquote>}
      {(waits || bot.state === "active") && (
        <TextArea
          label={t`Пояснение для автора`}
          value={note}
          maxLength={2000}
          rows={2}
          error={error}
          onChange={(event) => setNote(event.target.value)}
        />
      )}
      <div className="line wrap">
        {waits && (
          <>
            <Button look="main" busy={busy} onClick={() => decide(true)}>{t`Одобрить`}</Button>
            <Button look="danger-quiet" busy={busy} onClick={() => decide(false)}>{t`Отказать`}</Button>
          </>
        )}
        {!waits && bot.state === "active" && (
          <Button look="danger-quiet" busy={busy} onClick={() => suspend(true)}>{t`Остановить`}</Button>
        )}
        {bot.state === "suspended" && <Button busy={busy} onClick={() => suspend(false)}>{t`Вернуть в работу`}</Button>}
      </div>
    </li>
  );
}
