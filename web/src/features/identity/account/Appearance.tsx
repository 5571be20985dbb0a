import { i18n } from "@lingui/core";
import { t } from "@lingui/core/macro";
import { useClient } from "../../../common/client";
import { asLocale, chooseLocale, LOCALES, type Locale } from "../../../common/locale";
import { type Theme, useUi } from "../../../common/state";
import { orToast } from "../../../common/useAct";
import { Check } from "../../../ui/Check";
import { Seg } from "../../../ui/Choice";
import { Install } from "./Install";

/** Theme and language. The language also goes into the profile: errors and notices of the server speak it then. */
export function Appearance() {
  const client = useClient();
  const theme = useUi((state) => state.theme);
  const setTheme = useUi((state) => state.setTheme);
  const lowData = useUi((state) => state.lowData);
  const setLowData = useUi((state) => state.setLowData);
  const speak = (locale: Locale) => {
    orToast(client.call("update_profile", { locale }));
    void chooseLocale(locale);
  };
  return (
    <section className="card stack form">
      <div className="stack">
        <h2 className="t3 b">{t`Тема`}</h2>
        <Seg<Theme>
          label={t`Тема`}
          value={theme}
          onChange={setTheme}
          options={[
            { value: "system", label: t`Как в системе` },
            { value: "light", label: t`Светлая` },
            { value: "dark", label: t`Тёмная` },
          ]}
        />
      </div>
      <div className="stack">
        <h2 className="t3 b">{t`Язык`}</h2>
        <Seg<Locale>
          label={t`Язык`}
          value={asLocale(i18n.locale)}
          onChange={speak}
          options={LOCALES.map(({ value, name }) => ({ value, label: <span lang={value}>{name}</span> }))}
        />
      </div>
      <Check
        label={t`Экономить трафик`}
        hint={t`Фотографии, видео и кружки загружаются только по нажатию`}
        checked={lowData}
        onChange={setLowData}
      />
      <Install />
    </section>
  );
}
