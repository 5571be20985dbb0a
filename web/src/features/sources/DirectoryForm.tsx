import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { ProfileFields } from "./ProfileFields";
import type { Directory, Profile, Tried } from "./shapes";
import { TriedPeople } from "./TriedPeople";

interface DirectoryFormProps {
  organisation: number;
  connections: readonly string[];
  old?: Directory;
  onClose: () => void;
}

/** What is read from which server. Trying it changes nothing. */
export function DirectoryForm({ organisation, connections, old, onClose }: DirectoryFormProps) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const [name, setName] = useState(old?.name ?? "");
  const [connection, setConnection] = useState(old?.connection ?? connections[0] ?? "");
  const [profile, setProfile] = useState<Profile>(old?.profile ?? { base: "" });
  const [hours, setHours] = useState(old?.every_hours ? String(old.every_hours) : "");
  const [tried, setTried] = useState<readonly Tried[]>();
  const ready = name.trim() !== "" && profile.base.trim() !== "";
  const attempt = () =>
    void run(async () => setTried((await client.call("try_directory", { organisation, connection, profile })).people));
  const save = () =>
    void run(async () => {
      await client.call("save_directory", {
        organisation,
        name,
        connection,
        profile,
        ...(old ? { directory: old.id, most_leavers: old.most_leavers } : {}),
        ...(Number(hours) > 0 ? { every_hours: Number(hours) } : {}),
      });
      onClose();
    });
  return (
    <Dialog
      tall
      title={old ? t`Каталог «${name}»` : t`Подключить каталог`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        <>
          <Button busy={busy} disabled={profile.base.trim() === ""} onClick={attempt}>{t`Проверить`}</Button>
          <Button look="main" busy={busy} disabled={!ready} onClick={save}>{t`Сохранить`}</Button>
        </>
      }
    >
      <div className="stack">
        <Field
          label={t`Название каталога`}
          value={name}
          maxLength={80}
          data-first=""
          onChange={(event) => setName(event.target.value)}
        />
        <label className="field">
          {t`Сервер`}
          <select className="input" value={connection} onChange={(event) => setConnection(event.target.value)}>
            {connections.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
        <ProfileFields profile={profile} onChange={setProfile} />
        <Field
          label={t`Читать раз в столько часов`}
          hint={t`Пусто: только по кнопке. Сам применяется план, по которому уходят немногие.`}
          inputMode="numeric"
          value={hours}
          maxLength={3}
          onChange={(event) => setHours(event.target.value.replace(/\D/g, ""))}
        />
        {error && (
          <p className="field__error" role="alert">
            {error}
          </p>
        )}
        {tried && <TriedPeople people={tried} />}
      </div>
    </Dialog>
  );
}
