import { t } from "@lingui/core/macro";
import { ChevronLeft, Flag, X } from "lucide-react";
import { useReporting } from "../../common/report";
import { IconButton } from "../../ui/Button";

interface AppBarProps {
  title: string;
  host?: string;
  bot?: number;
  /** The app wants a way back of its own. */
  onBack?: (() => void) | undefined;
  onClose: () => void;
}

/** Whose page it is stands above it all the time: nothing inside the frame can pass for the messenger. */
export function AppBar({ title, host, bot, onBack, onClose }: AppBarProps) {
  const report = useReporting((state) => state.ask);
  return (
    <header className="appwin__bar">
      {onBack && (
        <IconButton label={t`Назад в приложении`} onClick={onBack}>
          <ChevronLeft className="i" aria-hidden="true" />
        </IconButton>
      )}
      <div className="bar__title grow">
        <h2 className="t3 b cut">{title}</h2>
        {host && <span className="t1 dim cut">{host}</span>}
      </div>
      {bot !== undefined && (
        <IconButton label={t`Пожаловаться на приложение`} onClick={() => report({ actor: bot })}>
          <Flag className="i" aria-hidden="true" />
        </IconButton>
      )}
      <IconButton label={t`Закрыть приложение`} onClick={onClose}>
        <X className="i" aria-hidden="true" />
      </IconButton>
    </header>
  );
}
