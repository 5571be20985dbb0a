import "../../ui/styles/media.css";
import { t } from "@lingui/core/macro";
import { FileUp } from "lucide-react";

/** While files hover over the chat. */
export default function DropHere() {
  return (
    <div className="drop">
      <FileUp className="i i--l" aria-hidden="true" />
      <b>{t`Отпустите, чтобы приложить`}</b>
    </div>
  );
}
