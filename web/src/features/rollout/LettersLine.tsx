import { t } from "@lingui/core/macro";
import { Mail } from "lucide-react";
import { people, type Report } from "./shapes";

/** What became of letters, in figures. */
export function LettersLine({ report }: { report: Report }) {
  const { letters, plan } = report;
  if (!plan.may_manage) return null;
  const none = letters.ways.length === 0;
  const sent = people(letters.sent);
  const waiting = people(letters.waiting);
  const failed = people(letters.failed);
  const unsure = people(letters.unsure);
  return (
    <p className="t1 dim line ro-letters">
      <Mail className="i i--s" aria-hidden="true" />
      <span>
        {none
          ? t`Почта и СМС на этом сервере не настроены: приглашения раздаются ссылками и печатными листами.`
          : t`Письма и СМС, человек: отправлено ${sent}, ждут ${waiting}, не дошло ${failed}, неизвестно ${unsure}.`}
      </span>
    </p>
  );
}
