import { t } from "@lingui/core/macro";
import { FileUp } from "lucide-react";
import { type DragEvent, useId, useRef, useState } from "react";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import { Button } from "../../ui/Button";

interface Organisation {
  readonly id: number;
  readonly name: string;
}

interface BeginProps {
  organisation: Organisation;
  among: readonly Organisation[];
  onOrganisation: (id: number) => void;
  onLooked: (number: number) => void;
}

/** Into which organisation, and from which file. */
export function Begin({ organisation, among, onOrganisation, onLooked }: BeginProps) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const id = useId();
  const take = (files: readonly File[]) =>
    void run(async () => {
      if (files.length === 0) return;
      const engine = await client.uploads.load();
      const keys = files.slice(0, 2).map((file) => engine.add(file, { name: file.name, purpose: "file" }));
      try {
        const cards = await engine.whenReady(keys);
        const asked = keys.flatMap((key) => cards.get(key)?.id ?? []);
        const looked = await client.call("look_at_staff", { organisation: organisation.id, files: asked });
        engine.release(keys);
        onLooked(looked.import.id);
      } catch (thrown) {
        for (const key of keys) engine.cancel(key);
        throw thrown;
      }
    });
  return (
    <section className="card stack form">
      {among.length > 1 && (
        <div className="field">
          <label htmlFor={id}>{t`Организация`}</label>
          <select
            id={id}
            className="input"
            value={organisation.id}
            onChange={(event) => onOrganisation(Number(event.target.value))}
          >
            {among.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </div>
      )}
      <Drop busy={busy} organisation={organisation.name} onFiles={take} />
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
    </section>
  );
}

interface DropProps {
  busy: boolean;
  organisation: string;
  onFiles: (files: readonly File[]) => void;
}

function Drop({ busy, organisation, onFiles }: DropProps) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const hover = (event: DragEvent, on: boolean) => {
    event.preventDefault();
    setOver(on);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same
    <div
      className="staff__drop"
      data-over={over || undefined}
      onDragOver={(event) => hover(event, true)}
      onDragLeave={(event) => hover(event, false)}
      onDrop={(event) => {
        hover(event, false);
        onFiles([...event.dataTransfer.files]);
      }}
    >
      <FileUp className="i i--l" aria-hidden="true" />
      <b>{t`Таблица сотрудников: ${organisation}`}</b>
      <p className="dim">
        {t`Перетащите сюда CSV или XLSX. Если подразделения в отдельном файле, то оба. Сначала будет проверка, пока ничего не меняется.`}
      </p>
      <Button look="main" busy={busy} onClick={() => input.current?.click()}>
        {busy ? t`Читаем таблицу…` : t`Выбрать файл`}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-label={t`Файл с сотрудниками`}
        accept=".csv,.tsv,.txt,.xlsx,.xlsm,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          currentTarget.value = "";
        }}
      />
    </div>
  );
}
