import { t } from "@lingui/core/macro";
import { Building2, ChevronRight, Ellipsis, Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Link, useLocation } from "wouter";
import { useClient, useMe } from "../../common/client";
import { mayAdminister } from "../../common/scope";
import { useAsk } from "../../common/useAsk";
import type { ActorId, UnitView } from "../../core";
import { Button, IconButton } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import type { Point } from "../../ui/Menu";
import { RowSkeletons } from "../../ui/States";
import { Administrators } from "./Administrators";
import { ChatByRule } from "./ChatByRule";
import { MoveUnit } from "./MoveUnit";
import { NameDialog } from "./NameDialog";
import { Posts } from "./Posts";
import { UnitLinks } from "./UnitLinks";
import { type UnitAct, UnitMenu } from "./UnitMenu";

interface UnitProps {
  id: number;
  /** Begins a dialog with a post. */
  onWrite: (post: ActorId) => void;
  /** Whether a post is there now, if it shows that. */
  presence: (post: ActorId) => ReactNode;
}

/** A unit: the way to it, what is below it, its posts and who holds them. */
export function Unit({ id, presence, onWrite }: UnitProps) {
  const client = useClient();
  const me = useMe();
  const { value, error, again } = useAsk(`unit ${id}`, () => client.call("get_unit", { unit: id }));
  if (error) return <p className="field__error">{error}</p>;
  if (!value) return <RowSkeletons count={5} label={t`Загружаем подразделение`} />;
  const way = [...value.path.map((step) => step.id), id];
  const editable = mayAdminister(me, value.unit.organisation, way);
  return (
    <>
      <Way view={value} />
      <UnitCard view={value} editable={editable} onChanged={again} />
      <Posts
        unit={id}
        organisation={value.unit.organisation}
        posts={value.posts}
        editable={editable}
        presence={presence}
        onWrite={onWrite}
        onChanged={again}
      />
    </>
  );
}

function Way({ view }: { view: UnitView }) {
  const steps = [{ id: 0, name: view.unit.organisation_name }, ...view.path.filter((step) => step.id !== view.unit.id)];
  return (
    <nav className="way t1" aria-label={t`Путь`}>
      {steps.map((step) => (
        <span className="line" key={step.id}>
          <Link className="link" href={step.id ? `/directory/${step.id}` : "/directory"}>
            {step.name}
          </Link>
          <ChevronRight className="i i--s dimmer" aria-hidden="true" />
        </span>
      ))}
    </nav>
  );
}

interface UnitCardProps {
  view: UnitView;
  /** The reader administers this unit. */
  editable: boolean;
  onChanged: () => void;
}

function UnitCard({ view, editable, onChanged }: UnitCardProps) {
  const client = useClient();
  const [, go] = useLocation();
  const [doing, setDoing] = useState<UnitAct | "add">();
  const [at, setAt] = useState<Point>();
  const { unit, units } = view;
  const close = () => setDoing(undefined);
  const save = async (name: string) => {
    if (doing === "rename") await client.call("rename_unit", { unit: unit.id, name });
    else await client.call("create_unit", { organisation: unit.organisation, parent: unit.id, name });
    onChanged();
  };
  return (
    <section className="card">
      <div className="card__head">
        <Building2 className="i dim" aria-hidden="true" />
        <h2 className="grow">{unit.name}</h2>
        {editable && (
          <IconButton
            label={t`Действия с подразделением: ${unit.name}`}
            onClick={(event) => setAt({ x: event.clientX, y: event.clientY })}
          >
            <Ellipsis className="i" aria-hidden="true" />
          </IconButton>
        )}
      </div>
      {units.length === 0 ? <p className="dim">{t`Внутри нет других подразделений`}</p> : <UnitLinks units={units} />}
      {editable && (
        <div className="line">
          <Button look="quiet" onClick={() => setDoing("add")}>
            <Plus className="i i--s" aria-hidden="true" />
            {t`Подразделение`}
          </Button>
        </div>
      )}
      {at && <UnitMenu at={at} onDo={setDoing} onClose={() => setAt(undefined)} />}
      {doing === "administrators" && (
        <Dialog tall title={t`Администраторы`} closeLabel={t`Закрыть`} onClose={close}>
          <p className="dim">{unit.name}</p>
          <Administrators
            part={{ organisation: unit.organisation, unit: unit.id, name: unit.name }}
            way={[...view.path.map((step) => step.id), unit.id]}
          />
        </Dialog>
      )}
      {doing === "move" && <MoveUnit view={view} onClose={close} onChanged={onChanged} />}
      {doing === "chat" && (
        <ChatByRule
          organisation={unit.organisation}
          unit={unit.id}
          name={unit.name}
          onClose={close}
          onMade={(made) => go(`/chat/${made}`)}
        />
      )}
      {(doing === "rename" || doing === "add") && (
        <NameDialog
          title={doing === "rename" ? t`Переименовать подразделение` : t`Новое подразделение`}
          label={t`Название`}
          act={doing === "rename" ? t`Сохранить` : t`Создать`}
          {...(doing === "rename" ? { name: unit.name } : {})}
          onSave={save}
          onClose={close}
        />
      )}
    </section>
  );
}
