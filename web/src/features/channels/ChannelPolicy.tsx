import { t } from "@lingui/core/macro";
import { Info } from "lucide-react";
import { Link } from "wouter";
import { useClient, useHat, useMe } from "../../common/client";
import { useAsk } from "../../common/useAsk";
import type { Answer } from "../../core";
import { Banner } from "../../ui/States";

type Policy = Answer<"get_channel_policy">;

/** Where a channel is made: who may open a public one here, and what an institution does. */
export default function ChannelPolicy() {
  const client = useClient();
  const me = useMe();
  const post = useHat() !== me.id;
  const { value } = useAsk("channel policy", () => client.call("get_channel_policy", {}));
  if (!value) return null;
  return (
    <Banner box look="accent" icon={<Info className="i" aria-hidden="true" />}>
      <p>{t`Обычный канал, для приглашённых, открывает каждый.`}</p>
      <p>{publicText(value)}</p>
      {value.badge_above > 0 && <p>{t`Без значка в открытый канал принимают до ${value.badge_above} подписчиков.`}</p>}
      {post && (
        <p>
          {t`Учреждению положен значок: его видят все.`} {value.papers && <>{t`К заявке нужен документ.`} </>}
          <Link href="/desk">{t`Подать заявку на канал`}</Link>
        </p>
      )}
    </Banner>
  );
}

function publicText({ public_by, most }: Policy): string {
  switch (public_by) {
    case "approval":
      return t`Открытый канал открывают по заявке.`;
    case "posts":
      return most > 0
        ? t`Открытый канал открывают от имени должности, не больше ${most} на должность.`
        : t`Открытый канал открывают от имени должности.`;
    default:
      return most > 0
        ? t`Открытый тоже, но не больше ${most} на одного человека или должность.`
        : t`Открытый тоже, сколько угодно.`;
  }
}
