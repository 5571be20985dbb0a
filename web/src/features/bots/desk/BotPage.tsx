import { t } from "@lingui/core/macro";
import { ArrowLeft } from "lucide-react";
import { useId, useState } from "react";
import { useClient } from "../../../common/client";
import { useAsk } from "../../../common/useAsk";
import { photoUrl } from "../../../common/Who";
import { Avatar } from "../../../ui/Avatar";
import { IconButton } from "../../../ui/Button";
import { Tabs } from "../../../ui/Choice";
import { Banner, RowSkeletons } from "../../../ui/States";
import { About } from "./About";
import { Deliveries } from "./Deliveries";
import { Keys } from "./Keys";
import { Overview } from "./Overview";
import { StateTags } from "./StateTags";
import { Trial } from "./Trial";
import { useLookAgain } from "./useLookAgain";

const LOOK_MS = 5000;

type Part = "overview" | "keys" | "deliveries" | "trial" | "about";

/** Everything about one bot, for who runs it. */
export function BotPage({ bot: id, review, onBack }: { bot: number; review: boolean; onBack: () => void }) {
  const client = useClient();
  const panel = useId();
  const [part, setPart] = useState<Part>("overview");
  const { value, error, again } = useAsk(`bot ${id}`, () => client.call("get_my_bot", { bot: id, hours: 24 }));
  useLookAgain(again, LOOK_MS);
  if (error) return <p className="field__error">{error}</p>;
  if (!value) return <RowSkeletons count={4} label={t`Загружаем бота`} />;
  const { bot } = value;
  return (
    <div className="stack">
      <header className="line bot-head">
        <IconButton label={t`К списку ботов`} onClick={onBack}>
          <ArrowLeft className="i" aria-hidden="true" />
        </IconButton>
        <Avatar shape="bot" name={bot.name} id={bot.id} picture={photoUrl(bot.photo)} />
        <span className="row__body grow">
          <span className="line wrap">
            <b className="t4">{bot.name}</b>
            <StateTags bot={bot} />
          </span>
          <span className="t1 dimmer cut">@{bot.username}</span>
        </span>
      </header>
      {bot.note && (
        <Banner look={bot.state === "active" ? "accent" : "danger"} box icon={null}>
          {bot.note}
        </Banner>
      )}
      <Tabs<Part>
        label={t`Разделы`}
        value={part}
        onChange={setPart}
        panel={panel}
        options={[
          { value: "overview", label: t`Работа` },
          { value: "keys", label: t`Ключ` },
          { value: "deliveries", label: t`Доставки` },
          { value: "trial", label: t`Проба` },
          { value: "about", label: t`О боте` },
        ]}
      />
      <div id={panel} role="tabpanel" aria-label={t({ message: "Раздел", context: "tab" })} className="stack">
        {part === "overview" && <Overview inside={value} onChanged={again} />}
        {part === "keys" && <Keys inside={value} review={review} onChanged={again} />}
        {part === "deliveries" && <Deliveries bot={bot} />}
        {part === "trial" && <Trial bot={bot} />}
        {part === "about" && <About inside={value} onChanged={again} onGone={onBack} />}
      </div>
    </div>
  );
}
