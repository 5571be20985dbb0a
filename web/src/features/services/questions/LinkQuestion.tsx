import { t } from "@lingui/core/macro";
import { useEffect } from "react";
import { openLink, placeOf } from "../../../common/deepLinks";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { type QuestionProps, textOf } from "./AppQuestion";

/** An address that the app wants opened: shown whole, opened by a press. */
export function LinkQuestion({ question, app }: QuestionProps) {
  const url = textOf(question.fields.url, 2048);
  const ours = placeOf(url, location.origin) !== undefined;
  const code = question.name === "open_link" ? "client.open_link" : "client.open_max_link";
  const fits = ours || (question.name === "open_link" && /^https?:\/\//i.test(url));
  const { refuse } = question;
  useEffect(() => {
    if (!fits) refuse(`${code}.bad_address`);
  }, [fits, code, refuse]);
  if (!fits) return null;
  const open = () => {
    question.give({});
    openLink(url);
  };
  return (
    <Dialog
      title={ours ? t`Перейти в Вече?` : t`Открыть сайт?`}
      onClose={() => refuse(`${code}.cancelled`)}
      acts={
        <>
          <Button data-first="" onClick={() => refuse(`${code}.cancelled`)}>{t`Не открывать`}</Button>
          <Button look="main" onClick={open}>{t`Открыть`}</Button>
        </>
      }
    >
      <p className="dim">{t`Приложение «${app.title}» хочет открыть:`}</p>
      <p className="address">{url}</p>
    </Dialog>
  );
}
