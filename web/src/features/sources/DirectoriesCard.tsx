import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useClient } from "../../common/client";
import { useAsk } from "../../common/useAsk";
import { Button } from "../../ui/Button";
import { RowSkeletons } from "../../ui/States";
import { DirectoryForm } from "./DirectoryForm";
import { DirectoryLine } from "./DirectoryLine";
import { type Directory, useLooking } from "./shapes";

interface DirectoriesCardProps {
  organisation: number;
  onLook: (report: number) => void;
}

/** Directories that are read: LDAP and Active Directory. */
export function DirectoriesCard({ organisation, onLook }: DirectoriesCardProps) {
  const client = useClient();
  const { value, error, again } = useAsk(`directories ${organisation}`, () =>
    client.call("list_directories", { organisation }),
  );
  const [editing, setEditing] = useState<Directory | "new">();
  useLooking(value?.directories.some(({ state }) => state === "reading") ?? false, again);
  const connections = value?.connections ?? [];
  return (
    <section className="card stack">
      <h2 className="t3 b">{t`LDAP и Active Directory: каталог читаем мы`}</h2>
      <p className="dim">
        {t`Каталог читается целиком или никак. Сначала вы видите план, потом применяете его; массовый уход людей сам не применяется.`}
      </p>
      {error && <p className="field__error">{error}</p>}
      {!value && !error && <RowSkeletons count={2} label={t`Загружаем источники`} />}
      {value && connections.length === 0 && (
        <p className="dim">
          {t`Серверов пока нет. Администратор установки вносит их в файл ldap.toml в папке данных: адрес и пароль в браузере не вводят.`}
        </p>
      )}
      <ul className="stack">
        {value?.directories.map((one) => (
          <DirectoryLine key={one.id} one={one} onEdit={() => setEditing(one)} onLook={onLook} onChanged={again} />
        ))}
      </ul>
      {connections.length > 0 && (
        <div className="line wrap">
          <Button onClick={() => setEditing("new")}>{t`Подключить каталог`}</Button>
        </div>
      )}
      {editing && (
        <DirectoryForm
          organisation={organisation}
          connections={connections}
          {...(editing === "new" ? {} : { old: editing })}
          onClose={() => {
            setEditing(undefined);
            again();
          }}
        />
      )}
    </section>
  );
}
