import { t } from "@lingui/core/macro";
import { FileUp, FolderOpen } from "lucide-react";
import { type ChangeEvent, type DragEvent, useRef, useState } from "react";
import { Button } from "../../ui/Button";
import { fromDrop, fromInput } from "./gather";
import { type Taking, useTaking } from "./useTaking";

/** Where an export is dropped or chosen, and how far it is on its way. */
export function Take({ onPlanned }: { onPlanned: (id: number) => void }) {
  const taking = useTaking(onPlanned);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (taking.name === undefined) void fromDrop(event.dataTransfer).then(taking.take);
  };
  return (
    <section
      className={`card stack movein__take ${over ? "is-over" : ""}`}
      aria-label={t`Новый перенос`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => event.currentTarget.contains(event.relatedTarget as Node | null) || setOver(false)}
      onDrop={drop}
    >
      {taking.name === undefined ? (
        <Choose onFiles={(files) => taking.take(fromInput(files))} />
      ) : (
        <Way taking={taking} />
      )}
      {taking.error && (
        <p className="field__error" role="alert">
          {taking.error}
        </p>
      )}
    </section>
  );
}

function Choose({ onFiles }: { onFiles: (files: FileList) => void }) {
  const file = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const changed = ({ target }: ChangeEvent<HTMLInputElement>) => {
    if (target.files?.length) onFiles(target.files);
    target.value = "";
  };
  return (
    <>
      <div className="movein__drop">
        <FileUp className="i i--l" aria-hidden="true" />
        <b>{t`Перетащите сюда выгрузку старого чата`}</b>
        <span className="dim">{t`Telegram: папка, zip или result.json. WhatsApp: zip или txt. Slack: zip.`}</span>
        <div className="line wrap movein__ways">
          <Button look="main" onClick={() => file.current?.click()}>
            <FileUp className="i i--s" aria-hidden="true" />
            {t`Выбрать файл`}
          </Button>
          <Button onClick={() => folder.current?.click()}>
            <FolderOpen className="i i--s" aria-hidden="true" />
            {t`Выбрать папку`}
          </Button>
        </div>
      </div>
      <input ref={file} type="file" hidden accept=".zip,.json,.txt" aria-label={t`Файл выгрузки`} onChange={changed} />
      <input
        ref={folder}
        type="file"
        hidden
        aria-label={t`Папка выгрузки`}
        onChange={changed}
        {...{ webkitdirectory: "" }}
      />
      <details className="movein__how">
        <summary>{t`Как сделать выгрузку`}</summary>
        <ul className="stack dim">
          <li>{t`Telegram Desktop: меню чата, «Экспорт истории чата», формат «Машиночитаемый JSON». Отметьте фотографии и файлы, иначе их не будет.`}</li>
          <li>{t`WhatsApp на телефоне: меню чата, «Экспорт чата», «С файлами». Пришлите себе полученный zip.`}</li>
          <li>{t`Slack: «Настройки рабочей области», «Импорт и экспорт данных», «Экспорт».`}</li>
        </ul>
      </details>
    </>
  );
}

function Way({ taking: { name, packing, upload, stop } }: { taking: Taking }) {
  const share = upload && upload.size > 0 ? Math.floor((upload.sent / upload.size) * 100) : 0;
  const words =
    packing !== undefined
      ? t`Складываем папку: ${packing} %`
      : upload?.state === "checking" || upload?.state === "held"
        ? t`Проверяем файл`
        : upload?.state === "ready"
          ? t`Смотрим, что в выгрузке`
          : t`Загружаем: ${share} %`;
  return (
    <div className="stack">
      <b className="cut">{name}</b>
      <p role="status">{words}</p>
      <progress className="progress" max={100} value={packing ?? share} aria-label={words} />
      <div className="line wrap">
        <Button onClick={stop}>{t`Отменить`}</Button>
      </div>
    </div>
  );
}
