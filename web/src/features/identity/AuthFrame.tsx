import { i18n } from "@lingui/core";
import { t } from "@lingui/core/macro";
import { Languages } from "lucide-react";
import type { ReactNode } from "react";
import { asLocale, chooseLocale, LOCALES } from "../../common/locale";
import { Mark } from "../../ui/Mark";

/** Sign-in and invitations: the calm half with the mark, the half with the form, and the language at the foot. */
export function AuthFrame({ children }: { children: ReactNode }) {
  const host = location.hostname;
  const other = LOCALES.find((locale) => locale.value !== asLocale(i18n.locale));
  return (
    <div className="auth">
      <aside className="auth__side" aria-label={t`Об этом сервере`}>
        <div className="line b">
          <Mark />
          <span className="t4">{t`Вече`}</span>
        </div>
        <div className="auth__art" aria-hidden="true">
          <span />
          <span />
          <span />
          <Mark className="" />
        </div>
        <div className="stack">
          <p className="t3 b">{host}</p>
          <p className="dim">{t`Этот сервер принадлежит организации и стоит у неё. Сообщения не покидают его.`}</p>
        </div>
      </aside>
      <main className="auth__main">
        <div className="auth__box">
          <div className="only-phone">
            <div className="line auth__brand">
              <Mark />
              <div>
                <b className="t3">{t`Вече`}</b>
                <br />
                <span className="t1 dimmer">{host}</span>
              </div>
            </div>
          </div>
          {children}
        </div>
        <footer className="auth__foot t1 dimmer">
          {other && (
            <button
              type="button"
              className="line t1 auth__lang"
              lang={other.value}
              onClick={() => void chooseLocale(other.value)}
            >
              <Languages className="i i--s" aria-hidden="true" />
              {other.name}
            </button>
          )}
        </footer>
      </main>
    </div>
  );
}
