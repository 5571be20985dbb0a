import { t } from "@lingui/core/macro";
import { Bot, Plus } from "lucide-react";
import { useState } from "react";
import { useClient, useMe } from "../../../common/client";
import { useAsk } from "../../../common/useAsk";
import { photoUrl } from "../../../common/Who";
import { Avatar } from "../../../ui/Avatar";
import { Button } from "../../../ui/Button";
import { Seg } from "../../../ui/Choice";
import { Empty, RowSkeletons } from "../../../ui/States";
import { BotPage } from "./BotPage";
import { NewBot } from "./NewBot";
import { Review } from "./Review";
import { StateTags } from "./StateTags";
import type { MyBots as Mine, MyBot } from "./shapes";
import { TokenDialog } from "./TokenDialog";
import "./desk.css";

type View = "mine" | "review";

/** Bots that one runs; for administrators also those about which something is to be decided. */
export default function MyBots() {
  const me = useMe();
  const [view, setView] = useState<View>("mine");
  if (!me.administrator) return <Own />;
  return (
    <div className="stack">
      <Seg<View>
        label={t`Боты`}
        value={view}
        onChange={setView}
        options={[
          { value: "mine", label: t`Мои боты` },
          { value: "review", label: t`На рассмотрении` },
        ]}
      />
      {view === "mine" ? <Own /> : <Review />}
    </div>
  );
}

function Own() {
  const client = useClient();
  const { value, error, again } = useAsk("my bots", () => client.call("list_my_bots", {}));
  const [open, setOpen] = useState<number>();
  const [making, setMaking] = useState(false);
  const [token, setToken] = useState<{ bot: MyBot; token: string }>();
  if (open !== undefined) {
    const leave = () => {
      setOpen(undefined);
      again();
    };
    return <BotPage bot={open} review={value?.review ?? false} onBack={leave} />;
  }
  if (error) return <p className="field__error">{error}</p>;
  if (!value) return <RowSkeletons count={3} label={t`Загружаем ботов`} />;
  return (
    <section className="card stack">
      <div className="card__head">
        <h2 className="grow">{t`Мои боты`}</h2>
        {value.may_make && (
          <Button look="main" onClick={() => setMaking(true)}>
            <Plus className="i i--s" aria-hidden="true" />
            {t`Создать бота`}
          </Button>
        )}
      </div>
      {value.bots.length === 0 ? (
        <Empty icon={<Bot className="i i--l" aria-hidden="true" />} title={t`Ботов пока нет`}>
          <p>{t`Бот – это программа, которая отвечает в чатах. Бот, написанный для MAX, работает здесь без изменений: меняются только адрес и ключ.`}</p>
        </Empty>
      ) : (
        <ul className="devices">
          {value.bots.map((bot) => (
            <Line key={bot.id} bot={bot} onOpen={() => setOpen(bot.id)} />
          ))}
        </ul>
      )}
      <p className="t1 dim">{rulesOf(value)}</p>
      {making && (
        <NewBot
          by={value.by}
          onClose={() => setMaking(false)}
          onMade={(bot, made) => {
            setMaking(false);
            again();
            if (made) setToken({ bot, token: made });
            else setOpen(bot.id);
          }}
        />
      )}
      {token && (
        <TokenDialog
          {...token}
          onClose={() => {
            setOpen(token.bot.id);
            setToken(undefined);
          }}
        />
      )}
    </section>
  );
}

function Line({ bot, onOpen }: { bot: MyBot; onOpen: () => void }) {
  return (
    <li>
      <button type="button" className="row row--flat bot-line" onClick={onOpen}>
        <Avatar shape="bot" name={bot.name} id={bot.id} size="m" picture={photoUrl(bot.photo)} />
        <span className="row__body">
          <span className="row__line">
            <b className="cut">{bot.name}</b>
            <StateTags bot={bot} />
          </span>
          <span className="row__text cut">@{bot.username}</span>
        </span>
      </button>
    </li>
  );
}

/** What this installation allows, in words. */
function rulesOf({ by, may_make, review }: Mine): string {
  const who =
    by === "approval"
      ? t`Нового бота сначала смотрит администратор.`
      : by === "organisation"
        ? t`Создавать ботов могут те, кто занимает должность в организации.`
        : t`Создавать ботов может каждый.`;
  const live = review
    ? t`Чтобы бот отвечал всем, его тоже смотрит администратор.`
    : t`Ключ, с которым бот отвечает всем, можно взять сразу.`;
  return [who, live, !may_make && t`Сейчас новый бот вам недоступен.`].filter(Boolean).join(" ");
}
