import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useClient, useHats } from "../../common/client";
import { useAsk } from "../../common/useAsk";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { answering, PickPost } from "./PickPost";
import type { UnitRow } from "./shapes";
import type { Doing } from "./useRollout";

interface UnitFormProps {
  plan: number;
  unit: UnitRow;
  doing: Doing;
  onClose: () => void;
}

/** Of a unit: who answers for it, and the chat that its people are to be in. */
export function UnitForm({ plan, unit, doing, onClose }: UnitFormProps) {
  const client = useClient();
  const hats = useHats();
  const [responsible, setResponsible] = useState(answering(unit.responsible));
  const chosen = unit.chat && !unit.chat_by_rule ? String(unit.chat) : "";
  const [chat, setChat] = useState(chosen);
  const { value } = useAsk(`groups of ${hats.length}`, async () => {
    const lists = await Promise.all(
      hats.map(async ({ id }) => (await client.call("list_chats", { limit: 100, actor: id })).chats),
    );
    const groups = lists.flat().filter((one) => one.kind === "group");
    return [...new Map(groups.map((one) => [one.id, one.title])).entries()];
  });
  const groups = new Map(value ?? []);
  if (chosen && unit.chat) groups.set(unit.chat, unit.chat_title ?? "");
  const save = () => {
    onClose();
    const who = responsible.id ? { responsible: responsible.id } : {};
    const where = chat ? { chat: Number(chat) } : {};
    doing.run("set_rollout_unit", { plan, unit: unit.id, ...who, ...where }, t`Подразделение изменено`);
  };
  const filled = unit.chat_by_rule ? (unit.chat_title ?? "") : "";
  return (
    <Dialog
      title={unit.name}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose}>{t`Отмена`}</Button>
          <Button look="main" onClick={save}>{t`Сохранить`}</Button>
        </>
      }
    >
      <div className="stack form">
        <PickPost value={responsible} onChange={setResponsible} />
        <div className="field">
          <label htmlFor="ro-unit-chat">{t`Чат, в котором должны оказаться люди подразделения`}</label>
          <select id="ro-unit-chat" className="input" value={chat} onChange={(event) => setChat(event.target.value)}>
            <option value="">
              {filled ? t`по справочнику: «${filled}»` : t`тот, что заполняется по справочнику, если он есть`}
            </option>
            {[...groups].map(([id, title]) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
          <span className="field__hint">{t`Выбрать можно группу, в которой состоите вы или ваша должность.`}</span>
        </div>
      </div>
    </Dialog>
  );
}
