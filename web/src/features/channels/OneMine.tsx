import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useLocation } from "wouter";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import { Button } from "../../ui/Button";
import { TextArea } from "../../ui/Field";
import { RowSkeletons } from "../../ui/States";
import { toast } from "../../ui/Toasts";
import { ApplicationView } from "./ApplicationView";
import { day, type View } from "./kinds";

/** One of the institution's own applications: its state, its history, an appeal. */
export default function OneMine({ application }: { application: number }) {
  const client = useClient();
  const { value, error, again } = useAsk(`application ${application}`, () =>
    client.call("get_channel_application", { application }),
  );
  if (error) return <p className="field__error">{error}</p>;
  if (!value) return <RowSkeletons count={3} label={t`Загружаем заявку`} />;
  const view = value.application;
  return <ApplicationView view={view} acts={<Acts view={view} onDone={again} />} />;
}

function Acts({ view, onDone }: { view: View; onDone: () => void }) {
  const client = useClient();
  const [, go] = useLocation();
  const { run, busy, error } = useAct();
  const { card, may } = view;
  const withdraw = () =>
    void run(async () => {
      await client.call("withdraw_channel_application", { application: card.id });
      toast(t`Заявка отозвана`);
      onDone();
    });
  return (
    <>
      {may.includes("appeal") && <AppealForm view={view} onDone={onDone} />}
      {error && <p className="field__error">{error}</p>}
      <div className="line wrap">
        {card.badge && card.state === "approved" && (
          <Button look="main" onClick={() => go(`/chat/${card.badge?.chat}`)}>
            {t`Открыть канал`}
          </Button>
        )}
        {may.includes("withdraw") && (
          <Button look="danger-quiet" busy={busy} onClick={withdraw}>
            {t`Отозвать заявку`}
          </Button>
        )}
      </div>
    </>
  );
}

function AppealForm({ view, onDone }: { view: View; onDone: () => void }) {
  const client = useClient();
  const [reason, setReason] = useState("");
  const { run, busy, error } = useAct();
  const until = view.card.appeal_until ? day(view.card.appeal_until) : "";
  const appeal = () =>
    void run(async () => {
      await client.call("appeal_channel_application", { application: view.card.id, reason });
      toast(t`Отказ обжалован`);
      onDone();
    });
  return (
    <section className="stack">
      <TextArea
        label={t`Обжаловать отказ`}
        hint={t`До ${until} можно подать одну жалобу: её рассмотрит следующий орган.`}
        value={reason}
        maxLength={2000}
        error={error}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="line">
        <Button look="main" busy={busy} disabled={reason.trim() === ""} onClick={appeal}>
          {t`Обжаловать`}
        </Button>
      </div>
    </section>
  );
}
