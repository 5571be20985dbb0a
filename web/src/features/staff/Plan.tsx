import { t } from "@lingui/core/macro";
import { FlaskConical } from "lucide-react";
import { useMemo, useState } from "react";
import { useClient } from "../../common/client";
import { useAsk } from "../../common/useAsk";
import { Tabs } from "../../ui/Choice";
import { Banner } from "../../ui/States";
import { isTable, type StaffImport } from "./fields";
import { People } from "./People";
import { Problems } from "./Problems";
import { UnitTree } from "./UnitTree";

type Tab = "create" | "change" | "move" | "return" | "leave" | "problems" | "tree";

/** What an import will do, or did: people by what happens to them, wrong lines, the tree. */
export function Plan({ one }: { one: StaffImport }) {
  const client = useClient();
  const { counts } = one;
  const tree = useAsk(`tree ${one.id} ${one.state}`, () => client.call("get_staff_tree", { import: one.id }));
  const places = useMemo(() => new Map(tree.value?.units.map((unit) => [unit.unit, unit.name]) ?? []), [tree.value]);
  const tabs: readonly (readonly [Tab, string, number])[] = [
    ["create", t({ message: "Новые", context: "people of an import" }), counts.create ?? 0],
    ["change", t`Изменятся`, counts.change ?? 0],
    ["move", t`Перейдут`, counts.move ?? 0],
    ["return", t`Вернутся`, counts.come_back ?? 0],
    ["leave", t`Уволятся`, counts.leave ?? 0],
    ["problems", t`Ошибки`, (counts.errors ?? 0) + (counts.warnings ?? 0)],
    ["tree", t`Дерево`, (counts.units_new ?? 0) + (counts.units_changed ?? 0) + (counts.units_gone ?? 0)],
  ];
  const shown = tabs.filter(([name, , count]) => count > 0 || name === "tree");
  const [tab, setTab] = useState<Tab>(shown[0]?.[0] ?? "tree");
  const still = one.state === "planned" || one.state === "asking";
  const unchanged = counts.unchanged ?? 0;
  const withheld = counts.withheld ?? 0;
  return (
    <>
      {still && (
        <Banner look="accent" box icon={<FlaskConical className="i" aria-hidden="true" />}>
          {unchanged === 0
            ? t`Пока это проверка: ничего не изменено.`
            : t`Пока это проверка: ничего не изменено. Без изменений останется людей: ${unchanged}.`}
        </Banner>
      )}
      {withheld > 0 && (
        <Banner look="warn" box icon={<FlaskConical className="i" aria-hidden="true" />}>
          {isTable(one)
            ? t`Не нашлось в таблице людей: ${withheld}. Пока есть нечитаемые строки, никто не увольняется.`
            : t`Не нашлось в каталоге людей: ${withheld}. Пока есть записи, которых не узнать, никто не увольняется.`}
        </Banner>
      )}
      <section className="card">
        <Tabs
          label={t`Что изменится`}
          panel="staff-plan"
          value={tab}
          onChange={setTab}
          options={shown.map(([name, label, count]) => ({
            value: name,
            label: (
              <>
                {label} <span className="num">{count}</span>
              </>
            ),
          }))}
        />
        <div id="staff-plan" role="tabpanel">
          {tab === "tree" ? (
            <UnitTree tree={tree.value} />
          ) : tab === "problems" ? (
            <Problems one={one} />
          ) : (
            <People key={tab} one={one} act={tab} places={places} />
          )}
        </div>
      </section>
    </>
  );
}
