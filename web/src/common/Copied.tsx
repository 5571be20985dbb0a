import { t } from "@lingui/core/macro";
import { Copy } from "lucide-react";
import { useId } from "react";
import { Button } from "../ui/Button";
import { toast } from "../ui/Toasts";

/** Something that is carried into another program. */
export function Copied({ label, value, first }: { label: string; value: string; first?: boolean }) {
  const id = useId();
  const copy = () => {
    navigator.clipboard?.writeText(value).then(
      () => toast(t`Скопировано`),
      () => toast(t`Браузер не дал скопировать`),
    );
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="line">
        <input
          id={id}
          className="input grow mono"
          readOnly
          value={value}
          {...(first ? { "data-first": "" } : {})}
          onFocus={(event) => event.target.select()}
        />
        <Button look="soft" onClick={copy} aria-label={t`Копировать: ${label}`}>
          <Copy className="i i--s" aria-hidden="true" />
          {t`Копировать`}
        </Button>
      </div>
    </div>
  );
}
