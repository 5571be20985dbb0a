import "../../ui/styles/movein.css";
import { t } from "@lingui/core/macro";
import { History } from "lucide-react";
import { useState } from "react";
import { useLocation } from "wouter";
import { Empty, RowSkeletons } from "../../ui/States";
import { AuthorsDialog } from "./AuthorsDialog";
import { ImportLine } from "./ImportLine";
import { PlanView } from "./PlanView";
import type { Import } from "./shapes";
import { Take } from "./Take";
import { useImports } from "./useImports";

/** Old chats of other messengers: given here, looked at, brought along, taken back. */
export default function MoveInPane() {
  const [, go] = useLocation();
  const { imports, error, again } = useImports();
  const [open, setOpen] = useState<number>();
  const [authors, setAuthors] = useState<Import>();
  const close = () => {
    setOpen(undefined);
    again();
  };
  if (open !== undefined) return <PlanView key={open} id={open} onClose={close} />;
  return (
    <>
      <Take
        onPlanned={(id) => {
          again();
          setOpen(id);
        }}
      />
      <section className="card stack">
        <h2 className="t3 b">{t`Переносы`}</h2>
        {error && <p className="field__error">{error}</p>}
        {!imports && !error && <RowSkeletons count={2} label={t`Загружаем список`} />}
        {imports?.length === 0 && (
          <Empty icon={<History className="i i--l" aria-hidden="true" />} title={t`Пока ничего не перенесено`}>
            <p className="dim">{t`Сначала будет проверка: вы увидите, что есть в выгрузке и что потеряется.`}</p>
          </Empty>
        )}
        <ul className="devices">
          {imports
            ?.filter(({ state }) => state !== "undone")
            .map((one) => (
              <ImportLine
                key={one.id}
                one={one}
                onLook={() => setOpen(one.id)}
                onChat={(chat) => go(`/chat/${chat}`)}
                onAuthors={() => setAuthors(one)}
                onChanged={again}
              />
            ))}
        </ul>
      </section>
      {authors?.chat && (
        <AuthorsDialog chat={authors.chat} source={authors.format} onClose={() => setAuthors(undefined)} />
      )}
    </>
  );
}
