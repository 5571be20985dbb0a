import { t } from "@lingui/core/macro";
import type { Client } from "../../core";
import { Badge } from "../../ui/States";
import { AccountFace } from "./AccountFace";
import { useAccounts, useFace } from "./useAccounts";

/** At the door: the accounts that are signed in here already. */
export default function Others() {
  const { all, show } = useAccounts();
  if (all.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="signed-in-here">
      <h2 className="t2 dim" id="signed-in-here">{t`Уже вошли в этом браузере`}</h2>
      <ul className="rows">
        {all.map((client) => (
          <li key={client.account.id}>
            <Other client={client} onShow={() => client.account.id !== undefined && show(client.account.id)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Other({ client, onShow }: { client: Client; onShow: () => void }) {
  const face = useFace(client);
  return (
    <button type="button" className="row row--pick row--wide" onClick={onShow}>
      <AccountFace face={face} />
      <span className="row__body grow">
        <b className="cut">{face.name || "…"}</b>
        <span className="t1 dimmer">{t`вернуться в этот аккаунт`}</span>
      </span>
      <Badge count={face.unread} words={t`непрочитанных`} />
    </button>
  );
}
