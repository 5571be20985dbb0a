import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import { useClient } from "../../common/client";
import { useAsk } from "../../common/useAsk";
import { useChanged } from "../../common/useChanged";
import type { Answer, Ask } from "../../core";
import { Check } from "../../ui/Check";
import { type Choice, Seg } from "../../ui/Choice";
import { RowSkeletons } from "../../ui/States";
import { BlockedList } from "./BlockedList";

type Privacy = Answer<"get_privacy">["privacy"];

/** Who sees what of me, and who may come near. */
export default function PrivacyPane() {
  const client = useClient();
  const { value, error } = useAsk("privacy", () => client.call("get_privacy", {}));
  const { changed, error: failed, save: keep } = useChanged<Privacy>();
  if (error) return <p className="field__error">{error}</p>;
  if (!value) return <RowSkeletons count={4} label={t`Загружаем настройки`} />;
  const privacy = { ...value.privacy, ...changed };
  const save = (change: Ask<"set_privacy">) => keep(change, () => client.call("set_privacy", change));
  return (
    <>
      <section className="card stack form">
        {failed && (
          <p className="field__error" role="alert">
            {failed}
          </p>
        )}
        <Sight privacy={privacy} save={save} />
        <Callers privacy={privacy} save={save} />
      </section>
      <BlockedList />
    </>
  );
}

interface PartProps {
  privacy: Privacy;
  save: (change: Ask<"set_privacy">) => void;
}

function Part({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  return (
    <div className="stack">
      <h2 className="t3 b">{title}</h2>
      {children}
      <p className="t1 dim">{hint}</p>
    </div>
  );
}

function Sight({ privacy, save }: PartProps) {
  return (
    <>
      <Part
        title={t`Кто видит, когда вы были`}
        hint={t`Контакты – люди, с которыми вы переписывались. Если вы скрываете своё время, чужое вам тоже не видно.`}
      >
        <Seg
          label={t`Кто видит, когда вы были`}
          value={privacy.last_seen ?? "contacts"}
          onChange={(last_seen) => save({ last_seen })}
          options={[
            { value: "everyone", label: t({ message: "Все", context: "люди" }) },
            { value: "contacts", label: t`Контакты` },
            { value: "nobody", label: t`Никто` },
          ]}
        />
      </Part>
      <Check
        label={t`Показывать в диалогах, что я прочитал`}
        hint={t`Если выключить, вы тоже не увидите, прочитали ли вас.`}
        checked={privacy.read_marks ?? true}
        onChange={(read_marks) => save({ read_marks })}
      />
    </>
  );
}

function Callers({ privacy, save }: PartProps) {
  const options: Choice<"everyone" | "organisation" | "contacts">[] = [
    { value: "everyone", label: t({ message: "Все", context: "люди" }) },
    { value: "organisation", label: t`Моя организация` },
    { value: "contacts", label: t`Контакты` },
  ];
  return (
    <>
      <Part
        title={t`Кто может написать мне первым`}
        hint={t`Остальные увидят, что вам сейчас нельзя написать, и не узнают почему. На рабочие должности это не действует.`}
      >
        <Seg
          label={t`Кто может написать мне первым`}
          value={privacy.write_first ?? "everyone"}
          onChange={(write_first) => save({ write_first })}
          options={options}
        />
      </Part>
      <Part title={t`Кто может добавлять меня в чаты`} hint={t`Остальные смогут прислать вам ссылку-приглашение.`}>
        <Seg
          label={t`Кто может добавлять меня в чаты`}
          value={privacy.add_me ?? "everyone"}
          onChange={(add_me) => save({ add_me })}
          options={options}
        />
      </Part>
    </>
  );
}
