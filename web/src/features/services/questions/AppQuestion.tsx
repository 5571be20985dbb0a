import type { AppCard } from "../fields";
import type { Question } from "../useHost";
import { CodeQuestion } from "./CodeQuestion";
import { ContactQuestion } from "./ContactQuestion";
import { FileQuestion } from "./FileQuestion";
import { LinkQuestion } from "./LinkQuestion";
import { PlaceQuestion } from "./PlaceQuestion";
import { ShareQuestion } from "./ShareQuestion";

export interface QuestionProps {
  question: Question;
  app: AppCard;
}

/** What an app asks of the person; each answer is a press of his. */
export function AppQuestion({ question, app }: QuestionProps) {
  switch (question.name) {
    case "open_link":
    case "open_max_link":
      return <LinkQuestion question={question} app={app} />;
    case "share":
    case "share_max":
      return <ShareQuestion question={question} app={app} />;
    case "download":
      return <FileQuestion question={question} app={app} />;
    case "contact":
      return <ContactQuestion question={question} app={app} />;
    case "read_code":
      return <CodeQuestion question={question} app={app} />;
    case "place":
      return <PlaceQuestion question={question} app={app} />;
  }
}

/** A text that a foreign page gave, cut to what is shown. */
export function textOf(value: unknown, limit = 2000): string {
  return typeof value === "string" ? value.slice(0, limit) : "";
}
