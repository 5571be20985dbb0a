import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import { Button } from "../../ui/Button";
import { TextArea } from "../../ui/Field";
import { toast } from "../../ui/Toasts";
import type { BadgeView } from "./kinds";

/** What the body that gave a badge can do with it: object to a confirmation, confirm itself, take it away. */
export function GivenBadge({ chat, onDone }: { chat: number; onDone: () => void }) {
  const client = useClient();
  const { value } = useAsk(`given badge ${chat}`, () => client.call("get_channel_badge", { chat }));
  if (!value?.may?.includes("revoke")) return null;
  return (
    <>
      {value.may.includes("countersign") && <Countersign chat={chat} onDone={onDone} />}
      <Against badge={value} onDone={onDone} />
    </>
  );
}

function Countersign({ chat, onDone }: { chat: number; onDone: () => void }) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const confirm = () =>
    void run(async () => {
      await client.call("confirm_channel_badge", { chat });
      toast(t`Подтверждено ещё на год`);
      onDone();
    });
  return (
    <section className="stack stack--tight">
      <p>{t`Вы возразили против подтверждения. Когда всё исправлено, подтвердите сами, иначе значок будет снят.`}</p>
      {error && <p className="field__error">{error}</p>}
      <div className="line">
        <Button look="main" busy={busy} onClick={confirm}>
          {t`Теперь всё верно`}
        </Button>
      </div>
    </section>
  );
}

function Against({ badge: { chat, may }, onDone }: { badge: BadgeView; onDone: () => void }) {
  const client = useClient();
  const [reason, setReason] = useState("");
  const { run, busy, error } = useAct();
  const objects = may?.includes("object") ?? false;
  const say = (command: "object_to_channel_badge" | "revoke_channel_badge", done: string) =>
    void run(async () => {
      await client.call(command, { chat, reason: reason.trim() });
      toast(done);
      onDone();
    });
  return (
    <section className="stack">
      <TextArea
        label={objects ? t`Что не так` : t`Почему отозвать значок`}
        hint={
          objects
            ? t`Учреждение подтвердило значок. Если вы возразите, он будет ждать вашего подтверждения; отозванный исчезнет сразу. Причину прочтёт учреждение.`
            : t`Канал останется, значка не будет. Причину прочтёт учреждение.`
        }
        value={reason}
        maxLength={2000}
        error={error}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="line wrap">
        {objects && (
          <Button
            busy={busy}
            disabled={reason.trim() === ""}
            onClick={() => say("object_to_channel_badge", t`Возражение записано`)}
          >
            {t`Возразить`}
          </Button>
        )}
        <Button
          look="danger-quiet"
          busy={busy}
          disabled={reason.trim() === ""}
          onClick={() => say("revoke_channel_badge", t`Значок отозван`)}
        >
          {t`Отозвать значок`}
        </Button>
      </div>
    </section>
  );
}
