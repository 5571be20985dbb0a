import "../../ui/styles/channels.css";
import { t } from "@lingui/core/macro";
import { Stamp } from "lucide-react";
import { useState } from "react";
import { useClient } from "../../common/client";
import { useAsk } from "../../common/useAsk";
import type { Answer } from "../../core";
import { Button } from "../../ui/Button";
import { Seg } from "../../ui/Choice";
import { Empty, RowSkeletons, Tag } from "../../ui/States";
import { DecideOne } from "./DecideOne";
import { bodyName, type Card, day, stateLook, stateName } from "./kinds";
import { More } from "./More";
import { useMore } from "./useMore";

type Which = "waiting" | "given";

const COMMANDS = { waiting: "list_channel_applications_to_decide", given: "list_given_badges" } as const;

/** For those who administer a body: applications of the institutions below it, and the badges it gave. */
export default function DecidePane() {
  const client = useClient();
  const [which, setWhich] = useState<Which>("waiting");
  const [open, setOpen] = useState<number>();
  const { value, error, again } = useAsk(`desk ${which}`, () => client.call(COMMANDS[which], {}));
  if (open !== undefined) {
    return (
      <DecideOne
        application={open}
        onBack={() => {
          setOpen(undefined);
          again();
        }}
      />
    );
  }
  return (
    <section className="card stack">
      <Seg<Which>
        label={t`Заявки на каналы`}
        value={which}
        onChange={setWhich}
        options={[
          { value: "waiting", label: t`Ждут решения` },
          { value: "given", label: t`Выданные значки` },
        ]}
      />
      {error && <p className="field__error">{error}</p>}
      {!value && !error && <RowSkeletons count={2} label={t`Загружаем заявки`} />}
      {value?.applications.length === 0 && (
        <Empty icon={<Stamp className="i i--l" aria-hidden="true" />} title={t`Здесь пока пусто`}>
          <p>{t`Сюда приходят заявки учреждений, для которых ваш орган вышестоящий.`}</p>
        </Empty>
      )}
      {value && <Cards key={which} which={which} first={value} onOpen={setOpen} />}
    </section>
  );
}

interface CardsProps {
  which: Which;
  first: Answer<"list_given_badges">;
  onOpen: (application: number) => void;
}

function Cards({ which, first, onOpen }: CardsProps) {
  const client = useClient();
  const { items, ...further } = useMore<Card>({ items: first.applications, next: first.next }, async (after) => {
    const page = await client.call(COMMANDS[which], { after });
    return { items: page.applications, next: page.next };
  });
  return (
    <>
      <ul className="stack">
        {items.map((card) => (
          <Line key={card.id} card={card} onOpen={() => onOpen(card.id)} />
        ))}
      </ul>
      <More {...further} />
    </>
  );
}

function Line({ card, onOpen }: { card: Card; onOpen: () => void }) {
  const look = stateLook(card);
  const { badge } = card;
  return (
    <li className="card stack">
      <div className="line wrap">
        <b className="grow">{card.title}</b>
        {badge ? <BadgeTag state={badge.state} /> : <Tag {...(look ? { look } : {})}>{stateName(card)}</Tag>}
      </div>
      <p className="t1 dim">
        {[
          t`Заявка № ${card.number}`,
          card.organisation_name,
          !badge && card.decide_until && t`ответ до ${day(card.decide_until)}`,
          badge && t`подтвердить до ${day(badge.confirm_until)}`,
          !badge && t`решает ${bodyName(card.body)}`,
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <div className="line">
        <Button onClick={onOpen}>{t`Открыть`}</Button>
      </div>
    </li>
  );
}

export function BadgeTag({ state }: { state: NonNullable<Card["badge"]>["state"] }) {
  switch (state) {
    case "valid":
      return <Tag look="ok">{t`действует`}</Tag>;
    case "due":
      return <Tag look="warn">{t`ждёт подтверждения`}</Tag>;
    case "lapsed":
      return <Tag>{t`снят`}</Tag>;
    case "revoked":
      return <Tag look="danger">{t`отозван`}</Tag>;
  }
}
