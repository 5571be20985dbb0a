import { t } from "@lingui/core/macro";
import { FilePlus2, Stamp } from "lucide-react";
import { useLocation } from "wouter";
import { useClient, useHats, useMe } from "../../common/client";
import { useAsk } from "../../common/useAsk";
import { Button } from "../../ui/Button";
import { Empty, RowSkeletons } from "../../ui/States";
import { ApplicationLine } from "./ApplicationLine";

/** Applications of the posts that one holds. */
export default function Mine() {
  const client = useClient();
  const me = useMe();
  const [, go] = useLocation();
  const posts = useHats().some((hat) => hat.id !== me.id);
  const { value, error } = useAsk("my channel applications", () => client.call("list_my_channel_applications", {}));
  const begin = posts && (
    <Button look="main" onClick={() => go("/desk/new")}>
      <FilePlus2 className="i" aria-hidden="true" />
      {t`Подать заявку на канал`}
    </Button>
  );
  const empty = value?.applications.length === 0;
  return (
    <section className="stack">
      {error && <p className="field__error">{error}</p>}
      {!value && !error && <RowSkeletons count={2} label={t`Загружаем заявки`} />}
      {empty && (
        <Empty icon={<Stamp className="i i--l" aria-hidden="true" />} title={t`Заявок пока нет`} acts={begin}>
          <p>
            {posts
              ? t`Учреждение просит канал со значком: его видят все, и по нему понятно, кто за канал ручается. Решает вышестоящий орган.`
              : t`Заявку подаёт тот, кто занимает должность в учреждении. У вас должности нет, а обычный канал можно открыть и без заявки.`}
          </p>
        </Empty>
      )}
      {!empty && value && <div className="line">{begin}</div>}
      <ul className="stack">
        {value?.applications.map((card) => (
          <ApplicationLine
            key={card.id}
            card={card}
            href={card.state === "draft" ? `/desk/edit/${card.id}` : `/desk/${card.id}`}
          />
        ))}
      </ul>
    </section>
  );
}
