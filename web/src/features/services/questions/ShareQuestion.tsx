import { t } from "@lingui/core/macro";
import { useEffect } from "react";
import { ShareDialog } from "../ShareDialog";
import { type QuestionProps, textOf } from "./AppQuestion";

/** Words that the app wants said: the person chooses where, sees them, and says them himself. */
export function ShareQuestion({ question, app }: QuestionProps) {
  const { fields, give, refuse } = question;
  const text = [textOf(fields.text, 3000), textOf(fields.link, 1000)].filter(Boolean).join("\n");
  const empty = text === "";
  useEffect(() => {
    if (empty) refuse("client.share.empty");
  }, [empty, refuse]);
  if (empty) return null;
  return (
    <ShareDialog
      text={text}
      hint={t`Предлагает приложение «${app.title}»`}
      onClose={() => give({ status: "cancelled" })}
      onSent={() => give({ status: "shared" })}
    />
  );
}
