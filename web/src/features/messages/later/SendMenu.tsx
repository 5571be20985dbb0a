import { t } from "@lingui/core/macro";
import { BellOff, CalendarClock, Siren } from "lucide-react";
import { useRef, useState } from "react";
import { Menu, MenuItem, type Point } from "../../../ui/Menu";
import type { How } from "../useComposer";
import { MomentDialog } from "./MomentDialog";

interface SendMenuProps {
  at: Point;
  onClose: () => void;
  onSend: (how: How) => void;
}

/** Other ways of sending: without a sound, at another time, through quiet hours. */
export default function SendMenu({ at, onClose, onSend }: SendMenuProps) {
  const [later, setLater] = useState(false);
  const asked = useRef(false);
  const send = (how: How) => {
    onClose();
    onSend(how);
  };
  const ask = () => {
    asked.current = true;
    setLater(true);
  };
  if (later) {
    return (
      <MomentDialog
        title={t`Отправить позже`}
        act={t`Запланировать`}
        onClose={onClose}
        onChoose={(moment) => send({ at: moment })}
      />
    );
  }
  return (
    <Menu label={t`Как отправить`} at={at} onClose={() => !asked.current && onClose()}>
      <MenuItem icon={<BellOff className="i" aria-hidden="true" />} onChoose={() => send({ silent: true })}>
        {t`Отправить без звука`}
      </MenuItem>
      <MenuItem icon={<CalendarClock className="i" aria-hidden="true" />} onChoose={ask}>
        {t`Отправить позже…`}
      </MenuItem>
      <MenuItem icon={<Siren className="i" aria-hidden="true" />} onChoose={() => send({ urgent: true })}>
        {t`Отправить как срочное`}
      </MenuItem>
    </Menu>
  );
}
