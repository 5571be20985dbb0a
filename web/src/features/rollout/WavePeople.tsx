import { t } from "@lingui/core/macro";
import { Link2 } from "lucide-react";
import { useState } from "react";
import { CopyLink } from "../../common/CopyLink";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Search } from "../../ui/Search";
import type { Wave } from "./shapes";

/** One person of a wave is found, and his link is handed over. Whether he has come is not shown. */
export function WavePeople({ wave, onClose }: { wave: Wave; onClose: () => void }) {
  const client = useClient();
  const [query, setQuery] = useState("");
  const [link, setLink] = useState<{ post: number; link: string }>();
  const { run, busy, error } = useAct();
  const { value, error: trouble } = useAsk(`wave ${wave.id} ${query.trim()}`, () =>
    client.call("find_in_wave", { wave: wave.id, text: query.trim() }),
  );
  const show = (post: number) =>
    void run(async () => setLink({ post, ...(await client.call("wave_invitation", { wave: wave.id, post })) }));
  return (
    <Dialog title={t`Люди: ${wave.title}`} closeLabel={t`Закрыть`} onClose={onClose} tall>
      <div className="stack form">
        <Search label={t`Имя, должность, подразделение`} clearLabel={t`Очистить`} value={query} onChange={setQuery} />
        {(error ?? trouble) && <p className="field__error">{error ?? trouble}</p>}
        <ul className="rows">
          {value?.people.map((one) => (
            <li key={one.post} className="stack">
              <div className="line top">
                <span className="row__body grow">
                  <b>{one.name || one.title}</b>
                  <span className="t1 dim">{one.name ? `${one.title}, ${one.unit}` : one.unit}</span>
                </span>
                <Button look="soft" busy={busy} onClick={() => show(one.post)}>
                  <Link2 className="i i--s" aria-hidden="true" />
                  {t`Показать ссылку`}
                </Button>
              </div>
              {link?.post === one.post && (
                <CopyLink link={link.link} hint={t`Только для этого человека. То, что ссылку показали, записано.`} />
              )}
            </li>
          ))}
        </ul>
        {value?.people.length === 0 && <p className="dim">{t`Никого не нашлось.`}</p>}
      </div>
    </Dialog>
  );
}
