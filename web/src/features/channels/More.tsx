import { t } from "@lingui/core/macro";
import { Button } from "../../ui/Button";

/** The way to the next page, as long as there is one. */
export function More({
  more,
  busy,
  error,
}: {
  more: (() => void) | undefined;
  busy: boolean;
  error: string | undefined;
}) {
  if (!more && !error) return null;
  return (
    <div className="stack stack--tight">
      {error && <p className="field__error">{error}</p>}
      {more && (
        <div className="line">
          <Button look="quiet" busy={busy} onClick={more}>
            {t`Показать ещё`}
          </Button>
        </div>
      )}
    </div>
  );
}
