import { t } from "@lingui/core/macro";
import { Building2, Ellipsis, MessagesSquare, Network, Plus, UserCog } from "lucide-react";
import { useState } from "react";
import { useLocation } from "wouter";
import { useMe } from "../../common/client";
import { mayAdminister } from "../../common/scope";
import type { Organisation } from "../../core";
import { Button, IconButton } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Menu, MenuItem, type Point } from "../../ui/Menu";
import { toast } from "../../ui/Toasts";
import { Administrators } from "./Administrators";
import { BodyAbove } from "./BodyAbove";
import { ChatByRule } from "./ChatByRule";
import { UnitLinks } from "./UnitLinks";

interface OrganisationCardProps {
  organisation: Organisation;
  /** All organisations of the server. */
  among: readonly Organisation[];
  onAdd: () => void;
  onChanged: () => void;
}

/** An organisation: the body that it answers to, the units at its top, and what its administrators do with it. */
export function OrganisationCard({ organisation, among, onAdd, onChanged }: OrganisationCardProps) {
  const me = useMe();
  const [, go] = useLocation();
  const [at, setAt] = useState<Point>();
  const [doing, setDoing] = useState<"chat" | "administrators" | "above">();
  const close = () => setDoing(undefined);
  const { id, name, units } = organisation;
  const editable = mayAdminister(me, id);
  const above = among.find((one) => one.id === organisation.above);
  return (
    <section className="card">
      <div className="card__head">
        <Building2 className="i dim" aria-hidden="true" />
        <h2 className="grow">{name}</h2>
        {editable && (
          <IconButton
            label={t`Действия с организацией: ${name}`}
            onClick={(event) => setAt({ x: event.clientX, y: event.clientY })}
          >
            <Ellipsis className="i" aria-hidden="true" />
          </IconButton>
        )}
      </div>
      {above && <p className="t1 dim place__name">{t`Подчиняется: ${above.name}`}</p>}
      {units.length === 0 && <p className="dim">{t`Подразделений пока нет`}</p>}
      <UnitLinks units={units} />
      {editable && (
        <div className="line">
          <Button look="quiet" onClick={onAdd}>
            <Plus className="i i--s" aria-hidden="true" />
            {t`Подразделение`}
          </Button>
        </div>
      )}
      {at && <Acts at={at} chief={me.administrator} onDo={setDoing} onClose={() => setAt(undefined)} />}
      {doing === "chat" && (
        <ChatByRule organisation={id} name={name} onClose={close} onMade={(made) => go(`/chat/${made}`)} />
      )}
      {doing === "administrators" && (
        <Dialog tall title={t`Администраторы`} closeLabel={t`Закрыть`} onClose={close}>
          <p className="dim">{name}</p>
          <Administrators part={{ organisation: id, name }} />
        </Dialog>
      )}
      {doing === "above" && (
        <BodyAbove
          organisation={organisation}
          among={among}
          onClose={close}
          onDone={() => {
            close();
            toast(t`Записано`);
            onChanged();
          }}
        />
      )}
    </section>
  );
}

interface ActsProps {
  at: Point;
  /** The reader administers the whole server. */
  chief: boolean;
  onDo: (act: "chat" | "administrators" | "above") => void;
  onClose: () => void;
}

function Acts({ at, chief, onDo, onClose }: ActsProps) {
  const choose = (act: "chat" | "administrators" | "above") => () => {
    onClose();
    onDo(act);
  };
  return (
    <Menu label={t`Действия с организацией`} at={at} onClose={onClose}>
      <MenuItem icon={<MessagesSquare className="i" aria-hidden="true" />} onChoose={choose("chat")}>
        {t`Чат по правилу`}
      </MenuItem>
      <MenuItem icon={<UserCog className="i" aria-hidden="true" />} onChoose={choose("administrators")}>
        {t`Администраторы`}
      </MenuItem>
      {chief && (
        <MenuItem icon={<Network className="i" aria-hidden="true" />} onChoose={choose("above")}>
          {t`Вышестоящая организация`}
        </MenuItem>
      )}
    </Menu>
  );
}
