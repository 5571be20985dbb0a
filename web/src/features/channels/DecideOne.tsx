import { t } from "@lingui/core/macro";
import { ArrowLeft, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useClient } from "../../common/client";
import { useAct } from "../../common/useAct";
import { useAsk } from "../../common/useAsk";
import type { Ask } from "../../core";
import { Button } from "../../ui/Button";
import { TextArea } from "../../ui/Field";
import { Banner, RowSkeletons } from "../../ui/States";
import { toast } from "../../ui/Toasts";
import { ApplicationView } from "./ApplicationView";
import { GivenBadge } from "./GivenBadge";
import { type Flag, flagText, type View } from "./kinds";

type Verdict = Ask<"decide_channel_application">["verdict"];

/** An application before the one who decides about it: what looks odd first, then everything, then the decision. */
export function DecideOne({ application, onBack }: { application: number; onBack: () => void }) {
  const client = useClient();
  const { value, error, again } = useAsk(`decide ${application}`, () =>
    client.call("get_channel_application", { application }),
  );
  const view = value?.application;
  return (
    <section className="stack">
      <div className="line">
        <Button look="quiet" onClick={onBack}>
          <ArrowLeft className="i" aria-hidden="true" />
          {t`К списку`}
        </Button>
      </div>
      {error && <p className="field__error">{error}</p>}
      {!view && !error && <RowSkeletons count={3} label={t`Загружаем заявку`} />}
      {view && (
        <ApplicationView
          view={view}
          flags={<Flags flags={view.flags ?? []} />}
          acts={<Acts view={view} onDone={again} />}
        />
      )}
    </section>
  );
}

function Flags({ flags }: { flags: readonly Flag[] }) {
  if (flags.length === 0) return null;
  return (
    <Banner box look="warn" icon={<TriangleAlert className="i" aria-hidden="true" />}>
      <b>{t`Посмотрите внимательно`}</b>
      <ul>
        {flags.map((flag) => (
          <li key={flagText(flag)}>{flagText(flag)}</li>
        ))}
      </ul>
    </Banner>
  );
}

function Acts({ view, onDone }: { view: View; onDone: () => void }) {
  if (view.may.includes("decide")) return <DecisionForm view={view} onDone={onDone} />;
  const { badge, state } = view.card;
  const waits = state === "waiting" || state === "appealed";
  if (waits) return <p className="dim">{t`Об этой заявке решает другой человек: она ваша, или отказали по ней вы.`}</p>;
  const inForce = badge && (badge.state === "valid" || badge.state === "due");
  return inForce ? <GivenBadge chat={badge.chat} onDone={onDone} /> : null;
}

function DecisionForm({ view: { card }, onDone }: { view: View; onDone: () => void }) {
  const client = useClient();
  const [reason, setReason] = useState("");
  const { run, busy, error } = useAct();
  const decide = (verdict: Verdict) =>
    void run(async () => {
      await client.call("decide_channel_application", {
        application: card.id,
        edition: card.edition,
        verdict,
        reason: reason.trim(),
      });
      toast(verdict === "approved" ? t`Одобрено: ${card.title}` : t`Отказано: ${card.title}`);
      onDone();
    });
  return (
    <section className="stack">
      <TextArea
        label={t`Причина решения`}
        hint={t`Учреждение прочтёт её дословно. Отказ без причины не принимается.`}
        value={reason}
        maxLength={2000}
        error={error}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="line wrap">
        <Button look="main" busy={busy} onClick={() => decide("approved")}>
          {t`Одобрить и выдать значок`}
        </Button>
        <Button look="danger-quiet" busy={busy} disabled={reason.trim() === ""} onClick={() => decide("refused")}>
          {t({ message: "Отказать с причиной" })}
        </Button>
      </div>
    </section>
  );
}
