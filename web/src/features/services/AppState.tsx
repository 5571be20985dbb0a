import { t } from "@lingui/core/macro";
import { CircleCheck, CircleX, Hourglass, PencilLine } from "lucide-react";
import { Banner } from "../../ui/States";
import type { AppCard } from "./fields";

/** What the operator decided about an app, and what its author does next. */
export function AppState({ app }: { app: AppCard }) {
  const note = app.note ? t` Администратор пишет: «${app.note}»` : "";
  switch (app.state) {
    case "approved":
      return (
        <Banner box look="ok" icon={<CircleCheck className="i" aria-hidden="true" />}>
          {t`Открыто для всех. Другой адрес, название или данные нужно будет одобрить снова.`}
          {note}
        </Banner>
      );
    case "waiting":
      return (
        <Banner box look="accent" icon={<Hourglass className="i" aria-hidden="true" />}>
          {t`Ждёт проверки. Пока его открываете только вы и команда бота.`}
        </Banner>
      );
    case "refused":
      return (
        <Banner box look="warn" icon={<CircleX className="i" aria-hidden="true" />}>
          {t`Не одобрено. Исправьте и отправьте снова.`}
          {note}
        </Banner>
      );
    case "stopped":
      return (
        <Banner box look="danger" icon={<CircleX className="i" aria-hidden="true" />}>
          {t`Остановлено администратором.`}
          {note}
        </Banner>
      );
    case "draft":
      return (
        <Banner box look="accent" icon={<PencilLine className="i" aria-hidden="true" />}>
          {t`Черновик: его открываете только вы и команда бота.`}
        </Banner>
      );
  }
}
