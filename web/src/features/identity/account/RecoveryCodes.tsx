import "../../../ui/styles/safety.css";
import { t } from "@lingui/core/macro";
import { Copy, Download, Printer } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../ui/Button";
import { Check } from "../../../ui/Check";
import { Dialog } from "../../../ui/Dialog";
import { toast } from "../../../ui/Toasts";

/** Shown this once: to be printed, kept in a file, or copied out by hand. */
export function RecoveryCodes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const [kept, setKept] = useState(false);
  const host = location.host;
  const text = [t`Вече, ${host}: коды восстановления`, "", ...codes, ""].join("\n");
  const copy = () => {
    navigator.clipboard?.writeText(text).then(
      () => toast(t`Коды скопированы`),
      () => toast(t`Браузер не дал скопировать`),
    );
  };
  const close = () => {
    if (kept) onClose();
  };
  return (
    <Dialog
      alert
      title={t`Сохраните коды восстановления`}
      onClose={close}
      acts={<Button look="main" disabled={!kept} onClick={onClose}>{t`Готово`}</Button>}
    >
      <div className="stack form">
        <p className="dim">{t`Больше их не покажем. Каждый заменяет код из приложения или потерянный пароль, один раз.`}</p>
        <ul className="codes">
          {codes.map((code) => (
            <li key={code} className="code">
              {code}
            </li>
          ))}
        </ul>
        <div className="line wrap">
          <Button onClick={() => save(text)}>
            <Download className="i i--s" aria-hidden="true" />
            {t`Скачать`}
          </Button>
          <Button onClick={() => window.print()}>
            <Printer className="i i--s" aria-hidden="true" />
            {t`Печать`}
          </Button>
          <Button onClick={copy}>
            <Copy className="i i--s" aria-hidden="true" />
            {t`Копировать`}
          </Button>
        </div>
        <Check label={t`Коды сохранены в надёжном месте`} checked={kept} onChange={setKept} />
      </div>
    </Dialog>
  );
}

function save(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = "veche-recovery-codes.txt";
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
