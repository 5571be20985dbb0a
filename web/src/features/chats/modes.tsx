import { t } from "@lingui/core/macro";
import { Globe, Landmark, MessageCircle } from "lucide-react";
import type { ChatMode } from "../../core";

export function modeName(mode: ChatMode): string {
  return { ordinary: t`Обычный`, official: t`Служебный`, public: t`Открытый` }[mode];
}

/** One clause for the strip under the header. */
export function modeClause(mode: ChatMode): string {
  return {
    ordinary: t`читают только участники`,
    official: t`хранится на сервере организации`,
    public: t`войти и читать может каждый`,
  }[mode];
}

export function ModeIcon({ mode, className = "i" }: { mode: ChatMode; className?: string }) {
  const Icon = { ordinary: MessageCircle, official: Landmark, public: Globe }[mode];
  return <Icon className={className} aria-hidden="true" />;
}

/** What this room is, in a word; ordinary rooms need none. */
export function ModeStrip({ mode, onAbout }: { mode: ChatMode; onAbout: () => void }) {
  if (mode === "ordinary") return <div className="mode-edge" />;
  return (
    <div className="mode" data-mode={mode} role="note">
      <ModeIcon mode={mode} />
      <b>{modeName(mode)}</b>
      <span className="cut">{modeClause(mode)}</span>
      <button type="button" onClick={onAbout}>{t`О режиме`}</button>
    </div>
  );
}
