import { t } from "@lingui/core/macro";
import { Eye, EyeOff, Users } from "lucide-react";
import { useState } from "react";
import { useClient } from "../../../common/client";
import { useAct } from "../../../common/useAct";
import { useAsk } from "../../../common/useAsk";
import { Avatar } from "../../../ui/Avatar";
import { Button } from "../../../ui/Button";
import { Check } from "../../../ui/Choice";
import { Dialog } from "../../../ui/Dialog";
import { RowSkeletons } from "../../../ui/States";
import { toast } from "../../../ui/Toasts";
import type { MyBot } from "./shapes";

/** Puts the bot into a group or channel of one's own, with what that means for the people there said before. */
export function AddToChat({ bot }: { bot: MyBot }) {
  const [open, setOpen] = useState(false);
  return (
    <section className="card stack">
      <h2 className="t3">{t`Группы и каналы`}</h2>
      <p className="dim">
        {t`В диалоге бот видит то, что ему пишут. В группе он видит сообщения, только если вы это прямо разрешите, а в закрытых комнатах не видит ничего.`}
      </p>
      <div className="line">
        <Button disabled={bot.state !== "active"} onClick={() => setOpen(true)}>
          <Users className="i i--s" aria-hidden="true" />
          {t`Добавить в чат`}
        </Button>
      </div>
      {open && <Choose bot={bot} onClose={() => setOpen(false)} />}
    </section>
  );
}

function Choose({ bot, onClose }: { bot: MyBot; onClose: () => void }) {
  const client = useClient();
  const { value, error } = useAsk("chats for a bot", () => client.call("list_chats", { limit: 100 }));
  const [chat, setChat] = useState<number>();
  const [reads, setReads] = useState(false);
  const { run, busy, error: failed } = useAct();
  const places = (value?.chats ?? []).filter(
    (one) => one.kind !== "dialog" && ["owner", "admin"].includes(one.membership?.role ?? ""),
  );
  const add = () =>
    void run(async () => {
      if (chat === undefined) return;
      await client.call("add_members", { chat, actors: [bot.id] });
      if (reads) {
        await client.call("set_role", { chat, actor: bot.id, role: "admin" });
        await client.call("set_bot_reading", { chat, bot: bot.id, on: true });
      }
      toast(t`Бот добавлен`);
      onClose();
    });
  return (
    <Dialog
      tall
      title={t`Добавить в чат`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        <Button look="main" busy={busy} disabled={chat === undefined} onClick={add}>
          {t`Добавить`}
        </Button>
      }
    >
      <div className="stack">
        {(error ?? failed) && (
          <p className="field__error" role="alert">
            {error ?? failed}
          </p>
        )}
        {!value && !error && <RowSkeletons count={4} label={t`Загружаем чаты`} />}
        {value && places.length === 0 && <p className="dim">{t`Нет групп и каналов, которыми вы управляете.`}</p>}
        <fieldset className="bot-kinds" aria-label={t`Куда`}>
          {places.map((one) => (
            <Check
              key={one.id}
              name="chat"
              checked={chat === one.id}
              onChange={() => setChat(one.id)}
              label={
                <span className="line">
                  <Avatar
                    shape={one.kind === "channel" ? "channel" : "group"}
                    name={one.title ?? ""}
                    id={one.id}
                    size="s"
                  />
                  <span className="cut">{one.title}</span>
                </span>
              }
            />
          ))}
        </fieldset>
        <fieldset className="stack bot-kinds">
          <legend className="t1 dimmer">{t`Что он сможет`}</legend>
          <Check
            name="reads"
            checked={!reads}
            onChange={() => setReads(false)}
            label={
              <span className="line">
                <EyeOff className="i i--s" aria-hidden="true" />
                {t`Только писать`}
              </span>
            }
            hint={t`Сообщений людей не видит. Подойдёт для оповещений.`}
          />
          <Check
            name="reads"
            checked={reads}
            onChange={() => setReads(true)}
            label={
              <span className="line">
                <Eye className="i i--s" aria-hidden="true" />
                {t`Читать всё и управлять`}
              </span>
            }
            hint={t`Станет администратором: видит каждое сообщение, закрепляет, удаляет, принимает и исключает участников. Участники увидят это в сведениях о чате.`}
          />
        </fieldset>
      </div>
    </Dialog>
  );
}
