import { t } from "@lingui/core/macro";
import { ChevronRight } from "lucide-react";
import { Link } from "wouter";
import { Tag } from "../../ui/States";
import { bodyName, type Card, day, stateLook, stateName } from "./kinds";

/** An application in a list; it leads to the whole of it. */
export function ApplicationLine({ card, href }: { card: Card; href: string }) {
  const look = stateLook(card);
  const until = card.decide_until;
  return (
    <li>
      <Link className="application" href={href}>
        <span className="application__body grow">
          <span className="line wrap">
            <b className="t2">{card.title}</b>
            <Tag {...(look ? { look } : {})}>{stateName(card)}</Tag>
          </span>
          <span className="t1 dim">
            {[card.number > 0 && t`Заявка № ${card.number}`, card.organisation_name].filter(Boolean).join(" · ")}
          </span>
          {until && <span className="t1 dimmer">{t`Решает ${bodyName(card.body)}, ответ до ${day(until)}`}</span>}
          {card.state === "refused" && card.appeal_until && !card.appeal && (
            <span className="t1 dimmer">{t`Обжаловать можно до ${day(card.appeal_until)}`}</span>
          )}
        </span>
        <ChevronRight className="i dim" aria-hidden="true" />
      </Link>
    </li>
  );
}
