import { t } from "@lingui/core/macro";
import { ArrowRightLeft, MessagesSquare, Pencil, UserCog } from "lucide-react";
import { Menu, MenuItem, type Point } from "../../ui/Menu";

export type UnitAct = "chat" | "rename" | "move" | "administrators";

interface UnitMenuProps {
  at: Point;
  onDo: (act: UnitAct) => void;
  onClose: () => void;
}

/** What is done with a unit, beside adding to it. */
export function UnitMenu({ at, onDo, onClose }: UnitMenuProps) {
  const choose = (act: UnitAct) => () => {
    onClose();
    onDo(act);
  };
  return (
    <Menu label={t`Действия с подразделением`} at={at} onClose={onClose}>
      <MenuItem icon={<MessagesSquare className="i" aria-hidden="true" />} onChoose={choose("chat")}>
        {t`Чат по правилу`}
      </MenuItem>
      <MenuItem icon={<UserCog className="i" aria-hidden="true" />} onChoose={choose("administrators")}>
        {t`Администраторы`}
      </MenuItem>
      <MenuItem icon={<Pencil className="i" aria-hidden="true" />} onChoose={choose("rename")}>
        {t`Переименовать`}
      </MenuItem>
      <MenuItem icon={<ArrowRightLeft className="i" aria-hidden="true" />} onChoose={choose("move")}>
        {t`Перенести подразделение`}
      </MenuItem>
    </Menu>
  );
}
