import { t } from "@lingui/core/macro";
import { Copy } from "lucide-react";
import { useId } from "react";
import { Button } from "../ui/Button";
import { toast } from "../ui/Toasts";

/** A link that is shown once: to be copied, or marked by hand where the browser does not let us. */
export function CopyLink({ link, hint }: { link: string; hint: string }) {
  const id = useId();
  const copy = () => {
    navigator.clipboard?.writeText(link).then(
      () => toast(t`Ссылка скопирована`),
      () => toast(t`Браузер не дал скопировать`),
    );
  };
  return (
    <div className="field">
      <label htmlFor={id}>{t`Ссылка`}</label>
      <div className="line">
        <input
          id={id}
          className="input grow"
          readOnly
          value={link}
          data-first=""
          onFocus={(event) => event.target.select()}
        />
        <Button look="soft" onClick={copy}>
          <Copy className="i i--s" aria-hidden="true" />
          {t`Копировать`}
        </Button>
      </div>
      <span className="field__hint">{hint}</span>
    </div>
  );
}
