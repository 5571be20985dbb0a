import "../../ui/styles/channels.css";
import { t } from "@lingui/core/macro";
import { Check } from "lucide-react";
import { CopyLink } from "../../common/CopyLink";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import { Button } from "../../ui/Button";
import { RowSkeletons } from "../../ui/States";
import { toast } from "../../ui/Toasts";
import { BadgeTag } from "./DecidePane";
import { type BadgeView, day } from "./kinds";

type Link = BadgeView["chain"][number];

/** Who vouches for a channel, from the top down, with the signed record. */
export function Chain({ chat, version }: { chat: number; version: number }) {
  const client = useClient();
  const { value, error, again } = useAsk(`badge ${chat} ${version}`, () => client.call("get_channel_badge", { chat }));
  if (error) return <p className="field__error">{error}</p>;
  if (!value) return <RowSkeletons count={3} label={t`Загружаем`} />;
  return (
    <div className="stack">
      <div className="line">
        <h3 className="t2 b grow">{t`Кто подтвердил`}</h3>
        <BadgeTag state={value.state} />
      </div>
      <ol className="chain">
        {value.chain.map((link) => (
          <li key={`${link.kind} ${link.name}`} className="chain__li">
            <span className="chain__dot">
              <Check className="i i--s" aria-hidden="true" />
            </span>
            <span className="stack stack--tight">
              <b>{linkName(link)}</b>
              <span className="t1 dim">{linkText(link, value)}</span>
            </span>
          </li>
        ))}
      </ol>
      <p className="t1 dim">
        {t`Подтверждено: ${day(value.confirmed_at)}, снова подтвердить до: ${day(value.confirm_until)}`}
      </p>
      {value.objected && (
        <p>{t`Вышестоящий орган не согласен с подтверждением, причина в заявке. Если он не подтвердит за месяц, значок будет снят.`}</p>
      )}
      <Confirm badge={value} onDone={again} />
      <details>
        <summary className="t1">{t`Проверить без Вече`}</summary>
        <p className="t1 dim">
          {t`Запись подписана ключом этого Вече (Ed25519). Подпись проверяется любой программой по тексту записи и открытому ключу.`}
        </p>
        <pre className="t1 record">{[value.record, value.signature, value.key].join("\n\n")}</pre>
      </details>
      <CopyLink link={`${location.origin}/@${value.name}`} hint={t`По этой ссылке открывается канал`} />
    </div>
  );
}

function Confirm({ badge, onDone }: { badge: BadgeView; onDone: () => void }) {
  const client = useClient();
  const { run, busy, error } = useAct();
  if (!badge.may?.includes("confirm")) return null;
  const confirm = () =>
    void run(async () => {
      await client.call("confirm_channel_badge", { chat: badge.chat });
      toast(t`Подтверждено ещё на год`);
      onDone();
    });
  return (
    <div className="stack stack--tight">
      <p>{t`Пора подтвердить, что учреждение, его номера и ответственная должность прежние.`}</p>
      {error && <p className="field__error">{error}</p>}
      <div className="line">
        <Button look="main" busy={busy} onClick={confirm}>
          {t`Всё по-прежнему`}
        </Button>
      </div>
    </div>
  );
}

function linkName({ kind, name }: Link): string {
  return kind === "installation" ? t`Администраторы этого Вече` : name;
}

function linkText({ kind, decided }: Link, { number, given_at }: BadgeView): string {
  if (decided) return t`Подтвердили канал. Заявка № ${number}, ${day(given_at)}`;
  switch (kind) {
    case "institution":
      return t`Ведёт канал`;
    case "post":
      return t`Отвечает за канал: должность, а не личный профиль`;
    default:
      return t`Вышестоящий орган`;
  }
}
