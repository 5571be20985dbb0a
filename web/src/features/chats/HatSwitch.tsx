import { t } from "@lingui/core/macro";
import { useHat, useHats, useMe, useRead } from "../../common/client";
import { useUi } from "../../common/state";
import type { Hat } from "../../core";
import { type Choice, Seg } from "../../ui/Choice";

/** Private life and each post, one beside the other; shown to those who hold a post. */
export function HatSwitch() {
  const hats = useHats();
  const hat = useHat();
  const setHat = useUi((state) => state.setHat);
  const counts = useRead((read) => hats.map((each) => read.unread(each.id).messages).join());
  if (hats.length < 2) return <h1 className="t4 grow list-head__title">{t`Чаты`}</h1>;
  const unread = counts.split(",").map(Number);
  const options = hats.map((each, index) => ({
    value: each.id,
    label: <HatLabel hat={each} single={hats.length === 2} unread={unread[index] ?? 0} />,
  }));
  return (
    <>
      <h1 className="vh">{t`Чаты`}</h1>
      <Seg
        className="grow"
        label={t`От чьего имени`}
        value={hat}
        options={options satisfies Choice<number>[]}
        onChange={setHat}
      />
    </>
  );
}

function HatLabel({ hat, single, unread }: { hat: Hat; single: boolean; unread: number }) {
  const me = useMe();
  const own = hat.id === me.id;
  return (
    <>
      <span className={`hat ${own ? "" : "hat--post"}`} />
      <span className="cut" title={hat.title}>
        {own ? t`Личное` : single ? t`Должность` : hat.title}
      </span>
      {unread > 0 && (
        <span className="num dimmer">
          <span className="vh">{t`непрочитанных`} </span>
          {unread}
        </span>
      )}
    </>
  );
}
