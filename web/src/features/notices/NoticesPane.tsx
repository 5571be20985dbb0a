import { t } from "@lingui/core/macro";
import { useClient } from "../../common/client";
import { useAsk } from "../../common/useAsk";
import { useChanged } from "../../common/useChanged";
import type { Answer, Ask } from "../../core";
import { Check } from "../../ui/Check";
import { type Choice, Seg } from "../../ui/Choice";
import { RowSkeletons } from "../../ui/States";
import { Desktop } from "./Desktop";
import { Push } from "./Push";
import { QuietHours } from "./QuietHours";

export type Settings = Answer<"get_notices">["settings"];
export type Rule = "all" | "mentions" | "nobody";

/** What makes a sound, when nothing does, and how the page or the closed browser is reached. */
export default function NoticesPane() {
  const client = useClient();
  const { value, error } = useAsk("notices", () => client.call("get_notices", {}));
  const { changed, error: failed, save: keep } = useChanged<Settings>();
  if (error) return <p className="field__error">{error}</p>;
  if (!value) return <RowSkeletons count={4} label={t`Загружаем настройки`} />;
  const settings = { ...value.settings, ...changed };
  const save = (change: Ask<"set_notices">) =>
    keep(change as Partial<Settings>, () => client.call("set_notices", change));
  return (
    <>
      <section className="card stack form">
        {failed && (
          <p className="field__error" role="alert">
            {failed}
          </p>
        )}
        <Rules settings={settings} save={save} />
      </section>
      <section className="card stack form">
        <h2 className="t3 b">{t`Пока страница открыта`}</h2>
        <Check label={t`Звук`} checked={settings.sound ?? true} onChange={(sound) => save({ sound })} />
        <Desktop settings={settings} save={save} />
      </section>
      <QuietHours settings={settings} save={save} />
      <Push />
    </>
  );
}

interface RulesProps {
  settings: Settings;
  save: (change: Ask<"set_notices">) => void;
}

function Rules({ settings, save }: RulesProps) {
  const options: Choice<Rule>[] = [
    { value: "all", label: t`Обо всём` },
    { value: "mentions", label: t`Только мне` },
    { value: "nobody", label: t`Ни о чём` },
  ];
  const rows = [
    { kind: "dialogs", title: t`Диалоги`, value: settings.dialogs ?? "all" },
    { kind: "groups", title: t`Группы`, value: settings.groups ?? "all" },
    { kind: "channels", title: t`Каналы`, value: settings.channels ?? "mentions" },
  ] as const;
  return (
    <>
      <h2 className="t3 b">{t`О чём уведомлять`}</h2>
      {rows.map(({ kind, title, value }) => (
        <div className="stack stack--tight" key={kind}>
          <span>{title}</span>
          <Seg<Rule> label={title} value={value} options={options} onChange={(rule) => save({ [kind]: rule })} />
        </div>
      ))}
      <p className="t1 dim">{t`«Только мне» – когда вас назвали по имени или ответили вам. Для отдельного чата правило можно изменить в сведениях о нём.`}</p>
    </>
  );
}
