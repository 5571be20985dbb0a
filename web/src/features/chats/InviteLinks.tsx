import { plural, t } from "@lingui/core/macro";
import { Link2, Trash2 } from "lucide-react";
import { useState } from "react";
import { useClient } from "../../common/client";
import { longDay } from "../../common/dates";
import { errorText } from "../../common/trouble";
import { useAsk } from "../../common/useAsk";
import type { ActorId, ChatId, InviteLink } from "../../core";
import { IconButton } from "../../ui/Button";
import { toast } from "../../ui/Toasts";
import { NewLink } from "./NewLink";

interface InviteLinksProps {
  chat: ChatId;
  as: ActorId | undefined;
}

/** The links by which people come in. A code is shown once, so the list tells only about them. */
export function InviteLinks({ chat, as }: InviteLinksProps) {
  const client = useClient();
  const own = as === undefined ? {} : { as };
  const { value, again } = useAsk(`links ${chat}`, () => client.call("list_invite_links", { chat, ...own }));
  const [making, setMaking] = useState(false);
  const revoke = (link: number) => {
    client.call("revoke_invite_link", { chat, link, ...own }).then(
      () => {
        toast(t`Ссылка больше не действует`);
        again();
      },
      (thrown: unknown) => toast(errorText(thrown)),
    );
  };
  return (
    <section className="sect">
      <div className="line">
        <h3 className="grow sect__title">{t`Ссылки-приглашения`}</h3>
        <IconButton label={t`Создать ссылку`} onClick={() => setMaking(true)}>
          <Link2 className="i" aria-hidden="true" />
        </IconButton>
      </div>
      {value?.links.length === 0 && <p className="t1 dimmer">{t`Ссылок нет. По ссылке люди войдут сами.`}</p>}
      <ul>
        {value?.links.map((link) => (
          <li key={link.id} className="line member">
            <span className="row row--dense grow row--flat">
              <Link2 className="i dim" aria-hidden="true" />
              <span className="row__body">
                <span className="cut">{linkUse(link)}</span>
                <span className="cut t1 dimmer">{linkTerms(link)}</span>
              </span>
            </span>
            <IconButton label={t`Отозвать ссылку`} onClick={() => revoke(link.id)}>
              <Trash2 className="i" aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
      {making && <NewLink chat={chat} as={as} onClose={() => setMaking(false)} onMade={again} />}
    </section>
  );
}

function linkUse({ used, uses }: InviteLink): string {
  if (uses !== undefined) return t`вошли ${used} из ${uses}`;
  return plural(used ?? 0, {
    one: "вошёл # человек",
    few: "вошли # человека",
    many: "вошли # человек",
    other: "вошли # человека",
  });
}

function linkTerms({ approval, expires_at }: InviteLink): string {
  const until =
    expires_at === undefined
      ? t`без срока`
      : expires_at < Date.now()
        ? t`срок вышел`
        : t`до ${longDay(expires_at, Date.now())}`;
  return approval ? t`${until}, с вашего согласия` : until;
}
