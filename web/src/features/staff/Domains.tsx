import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { toast } from "../../ui/Toasts";

/** Where invitations of an organisation may be mailed to. */
export function Domains({ organisation }: { organisation: number }) {
  const client = useClient();
  const { value } = useAsk(`profiles ${organisation}`, () => client.call("get_staff_profiles", { organisation }));
  const [typed, setTyped] = useState<string>();
  const { run, busy, error } = useAct();
  if (!value) return null;
  const text = typed ?? value.domains.join(", ");
  const save = () =>
    void run(async () => {
      const domains = text.split(/[\s,;]+/).filter(Boolean);
      const saved = await client.call("set_staff_domains", { organisation, domains });
      setTyped(saved.domains.join(", "));
      toast(t`Домены сохранены`);
    });
  return (
    <section className="card stack form">
      <h2 className="t3 b">{t`Почта организации`}</h2>
      <Field
        label={t`Домены через запятую`}
        hint={t`Приглашение на должность уйдёт письмом только на адрес в одном из них, домен сравнивается целиком.`}
        value={text}
        error={error}
        inputMode="url"
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
      />
      <div>
        <Button busy={busy} disabled={typed === undefined} onClick={save}>{t`Сохранить домены`}</Button>
      </div>
    </section>
  );
}
