import { t } from "@lingui/core/macro";
import { Download, File as FileIcon, Pause, Play, X } from "lucide-react";
import { useClient } from "../../common/client";
import { useUi } from "../../common/state";
import type { Attachment } from "../../core";
import { address, ending, sizeText } from "./measures";
import { noteText } from "./notes";
import { moving, share, toggleUpload, transferText } from "./Transfer";
import { useUpload } from "./useUpload";

/** A file: what it is, how large, and the press that fetches it. */
export function FileRow({ item }: { item: Attachment }) {
  const upload = useUpload(item.upload);
  const lowData = useUi((state) => state.lowData);
  const name = item.name || t`Файл`;
  const kind = ending(name);
  const icon = (
    <span className="file__icon" aria-hidden="true">
      {kind ? <b className="t1">{kind}</b> : <FileIcon className="i" />}
    </span>
  );
  if (item.file === undefined) {
    return (
      <div className="file">
        {icon}
        <span className="file__body">
          <FileName name={name} />
          <span className="t1 dim num" role="status">
            {upload ? transferText(upload) : item.size ? sizeText(item.size) : ""}
          </span>
          {upload && <progress className="prog" max={100} value={share(upload)} aria-label={t`Загрузка: ${name}`} />}
        </span>
        {upload && <UploadActs uploadKey={upload.key} />}
      </div>
    );
  }
  return (
    <a className="file" href={address(item.file)} download={name}>
      {item.blur && !lowData ? (
        <img className="file__picture" src={address(item.file, "/thumb")} alt="" loading="lazy" />
      ) : (
        icon
      )}
      <span className="file__body">
        <FileName name={name} />
        <span className="t1 dim num">{item.size === undefined ? "" : sizeText(item.size)}</span>
        {item.note && noteText(item.note) && <span className="t1 dim file__note">{noteText(item.note)}</span>}
      </span>
      <Download className="i dim" role="img" aria-label={t`Скачать`} />
    </a>
  );
}

/** A long name is cut in the middle: its ending says what it is. */
export function FileName({ name }: { name: string }) {
  const tail = name.length > 24 ? name.slice(-10) : "";
  return (
    <span className="file__name b t2" title={name}>
      <span className="cut">{tail ? name.slice(0, -10) : name}</span>
      {tail && <span>{tail}</span>}
    </span>
  );
}

function UploadActs({ uploadKey }: { uploadKey: string }) {
  const { uploads } = useClient();
  const upload = useUpload(uploadKey);
  if (!upload || upload.state === "checking" || upload.state === "held" || upload.state === "ready") return null;
  const going = moving(upload);
  const Icon = upload.state === "failed" ? X : going ? Pause : Play;
  return (
    <button
      type="button"
      className="ib"
      disabled={upload.state === "failed"}
      aria-label={going ? t`Остановить загрузку` : t`Продолжить загрузку`}
      onClick={() => toggleUpload(uploads.engine, upload)}
    >
      <Icon className="i" aria-hidden="true" />
    </button>
  );
}
