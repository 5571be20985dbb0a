import "../../ui/styles/channels.css";
import { t } from "@lingui/core/macro";
import { Paperclip } from "lucide-react";
import type { ReactNode } from "react";
import { useActor } from "../../common/client";
import { fileAddress } from "../../common/media";
import { actorName } from "../../common/Who";
import { Tag } from "../../ui/States";
import { History } from "./History";
import { bodyName, day, stateLook, stateName, type View } from "./kinds";

/** Everything about an application; `acts`: what whoever looks can do with it. */
export function ApplicationView({ view, flags, acts }: { view: View; flags?: ReactNode; acts?: ReactNode }) {
  const { card } = view;
  const look = stateLook(card);
  const responsible = useActor(view.responsible);
  return (
    <article className="card stack form">
      <header className="stack stack--tight">
        <div className="line wrap">
          <h2 className="t3 b">{card.title}</h2>
          <Tag {...(look ? { look } : {})}>{stateName(card)}</Tag>
        </div>
        <p className="t1 dim">
          {[card.number > 0 && t`Заявка № ${card.number}`, card.organisation_name].filter(Boolean).join(" · ")}
        </p>
        {card.decide_until && (
          <p className="t1 dim">{t`Решает ${bodyName(card.body)}, ответ до ${day(card.decide_until)}`}</p>
        )}
      </header>
      {flags}
      <dl className="facts">
        <Fact name={t`Короткий адрес`}>@{card.name}</Fact>
        <Fact name={t`ИНН`}>{view.inn}</Fact>
        <Fact name={t`ОГРН`}>{view.ogrn}</Fact>
        {view.kpp && <Fact name={t`КПП`}>{view.kpp}</Fact>}
        <Fact name={t`Ответственная должность`}>
          {[responsible?.title, actorName(responsible)].filter(Boolean).join(", ")}
        </Fact>
        {view.about && <Fact name={t`О чём канал`}>{view.about}</Fact>}
        <Fact name={t`В открытой очереди`}>{view.named ? t`учреждение названо` : t`без названия учреждения`}</Fact>
      </dl>
      {view.files.length > 0 && (
        <section className="stack stack--tight">
          <h3 className="sect__title">{t`Документы`}</h3>
          <ul className="stack stack--tight">
            {view.files.map((file) => (
              <li key={file.id}>
                <a className="line link-row" href={fileAddress(file.id)} download={file.name}>
                  <Paperclip className="i dim" aria-hidden="true" />
                  <span className="cut">{file.name}</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      {view.samples.length > 0 && (
        <section className="stack stack--tight">
          <h3 className="sect__title">{t`Примеры записей`}</h3>
          {view.samples.map((sample) => (
            <blockquote key={sample} className="about sample">
              {sample}
            </blockquote>
          ))}
        </section>
      )}
      <History steps={view.steps} />
      {acts}
    </article>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="fact">
      <dt className="t1 dimmer">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
