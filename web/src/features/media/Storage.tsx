import "../../ui/styles/media.css";
import { plural, t } from "@lingui/core/macro";
import { useClient } from "../../common/client";
import { useAsk } from "../../common/useAsk";
import { RowSkeletons } from "../../ui/States";
import { sizeText } from "./measures";

/** How much one's files take of what they may take. */
export default function Storage() {
  const client = useClient();
  const { value, error } = useAsk("storage", () => client.call("list_storage", {}));
  if (error) return <p className="field__error">{error}</p>;
  if (!value) return <RowSkeletons count={2} label={t`Считаем файлы`} />;
  const { bytes, files, largest, quota, organisations } = value;
  return (
    <>
      <section className="card stack">
        <h2 className="t3 b">{t`Мои файлы`}</h2>
        <p>
          <b className="num">{sizeText(bytes)}</b>
          {quota !== undefined && <span className="dim num"> {t`из ${sizeText(quota)}`}</span>}
        </p>
        {quota !== undefined && <progress className="prog" max={quota} value={bytes} aria-label={t`Занято`} />}
        <p className="dim">
          {plural(files, { one: "# файл", few: "# файла", many: "# файлов", other: "# файла" })}
          {". "}
          {t`Один файл может быть до ${sizeText(largest)}.`}
        </p>
        <p className="t1 dimmer">{t`Место освобождается, когда удалены все сообщения с файлом.`}</p>
      </section>
      {organisations?.map((one) => (
        <section className="card stack" key={one.organisation}>
          <h2 className="t3 b">{t`Файлы организации`}</h2>
          <p>
            <b className="num">{sizeText(one.bytes)}</b>
            {one.quota !== undefined && <span className="dim num"> {t`из ${sizeText(one.quota)}`}</span>}
          </p>
          {one.quota !== undefined && (
            <progress className="prog" max={one.quota} value={one.bytes} aria-label={t`Занято`} />
          )}
        </section>
      ))}
    </>
  );
}
