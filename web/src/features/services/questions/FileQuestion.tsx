import { t } from "@lingui/core/macro";
import { useEffect } from "react";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { type QuestionProps, textOf } from "./AppQuestion";

/** A file of the app's own server. The browser fetches it in a window of its own: the app's pages get nothing of ours. */
export function FileQuestion({ question, app }: QuestionProps) {
  const name = textOf(question.fields.name, 120) || t`файл`;
  const url = textOf(question.fields.url, 2048);
  const fits = originOf(url) === question.launch.origin;
  const { refuse } = question;
  useEffect(() => {
    if (!fits) refuse("client.download_file.bad_address");
  }, [fits, refuse]);
  if (!fits) return null;
  const cancel = () => question.give({ status: "cancelled" });
  const load = () => {
    window.open(url, "_blank", "noopener,noreferrer");
    question.give({ status: "downloading" });
  };
  return (
    <Dialog
      title={t`Скачать файл?`}
      onClose={cancel}
      acts={
        <>
          <Button data-first="" onClick={cancel}>{t`Не скачивать`}</Button>
          <Button look="main" onClick={load}>{t`Скачать`}</Button>
        </>
      }
    >
      <p className="dim">{t`Приложение «${app.title}» предлагает файл «${name}» со своего сайта ${app.host}. Мы его не проверяли.`}</p>
    </Dialog>
  );
}

function originOf(url: string): string | undefined {
  try {
    return new URL(url).origin;
  } catch {
    return undefined;
  }
}
