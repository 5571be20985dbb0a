import { t } from "@lingui/core/macro";
import { Flag, ShieldAlert, Stamp } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useLocation } from "wouter";
import { useClient, useConnection, useStage } from "../../../common/client";
import { dayAndTime } from "../../../common/dates";
import { useAct } from "../../../common/useAct";
import type { SafetyNotice } from "../../../core";
import { Button } from "../../../ui/Button";
import { toast } from "../../../ui/Toasts";
import { deskPlace, deskTitle } from "./deskNotices";
import { deviceWords } from "./deviceWords";
import { LostAccount, Over } from "./LostAccount";
import { useProof } from "./useProof";

/** What happened to one's account, also while this device was away: stays until it is put aside here. */
export default function SafetyNotices() {
  const client = useClient();
  const online = useConnection().status === "online";
  const [notices, setNotices] = useState<readonly SafetyNotice[]>([]);
  useEffect(() => {
    if (!online) return;
    client.call("list_safety_notices", {}).then(
      (answer) => setNotices(answer.notices),
      () => undefined, // asked again with the next connection
    );
    return client.hear((event) => {
      if (event.ev === "safety_notice") setNotices((before) => [event.notice, ...before]);
    });
  }, [client, online]);
  // What concerns the safety of the account stands before any other news, however old it is.
  const newest = notices.find((notice) => !isReport(notice) && !isDesk(notice)) ?? notices[0];
  const aside = (notice: SafetyNotice) => {
    setNotices((before) => before.filter((one) => one.id > notice.id));
    client.call("dismiss_safety_notices", { up_to: notice.id }).catch(() => undefined);
  };
  const stage = useStage();
  const [lost] = useSyncExternalStore(stage.subscribe, () => stage.lost);
  if (lost !== undefined) return <LostAccount name={lost} onDone={() => stage.setLost(stage.lost.slice(1))} />;
  if (!newest) return null;
  return <Card notice={newest} more={notices.length - 1} onDone={() => aside(newest)} />;
}

function Card({ notice, more, onDone }: { notice: SafetyNotice; more: number; onDone: () => void }) {
  const client = useClient();
  const { run, busy, error } = useAct();
  const { guard, question } = useProof();
  const device = notice.kind === "new_device" ? notice.device : undefined;
  const asked = notice.kind === "recovery_asked" || notice.kind === "recovery_confirmed";
  const signOut = () =>
    run(() =>
      guard(async () => {
        if (device) await client.call("revoke_device", { device });
        else await client.call("refuse_recovery", {});
        toast(device ? t`Устройство отключено. Смените пароль в настройках.` : t`Восстановление остановлено.`);
        onDone();
      }),
    );
  // A notice that is about no device bears no name of one.
  const name = device === undefined ? notice.device_name : deviceWords(notice.device_name);
  const where = [name, notice.address, dayAndTime(notice.at, Date.now())].filter(Boolean).join(", ");
  const desk = isDesk(notice);
  const quiet = isReport(notice) || desk;
  const [, go] = useLocation();
  const Icon = desk ? Stamp : quiet ? Flag : ShieldAlert;
  const open = () => {
    go(deskPlace(notice.kind));
    onDone();
  };
  return (
    <Over quiet={quiet} label={desk ? t`Канал учреждения` : quiet ? t`Ваша жалоба` : t`Безопасность`}>
      <div className="line" role="status">
        <Icon className="i" aria-hidden="true" />
        <span className="row__body grow">
          <b>{desk ? deskTitle(notice.kind) : title(notice.kind)}</b>
          <span className="t1 dim">{where}</span>
          {more > 0 && <span className="t1 dimmer">{t`и ещё событий: ${more}`}</span>}
        </span>
      </div>
      {error && <p className="field__error">{error}</p>}
      <div className="line wrap">
        {(device || asked) && (
          <Button look="danger-quiet" busy={busy} onClick={() => void signOut()}>
            {device ? t`Это не я, отключить` : t`Это не я, остановить`}
          </Button>
        )}
        {desk && <Button look="main" onClick={open}>{t`Открыть`}</Button>}
        <Button onClick={onDone}>{device ? t`Это я` : t`Понятно`}</Button>
      </div>
      {question}
    </Over>
  );
}

/** The answer to what one reported: nothing that calls for an act. */
function isReport({ kind }: SafetyNotice): boolean {
  return kind === "report_acted" || kind === "report_nothing";
}

/** News of the channel desk. */
function isDesk({ kind }: SafetyNotice): boolean {
  return kind.startsWith("channel_");
}

function title(kind: string): string {
  switch (kind) {
    case "new_device":
      return t`Вход на новом устройстве`;
    case "passkey_added":
      return t`Добавлен ключ доступа`;
    case "passkey_removed":
      return t`Удалён ключ доступа`;
    case "second_factor_on":
      return t`Включён второй шаг входа`;
    case "second_factor_off":
      return t`Выключен второй шаг входа`;
    case "recovery_codes":
      return t`Сделаны новые коды восстановления`;
    case "recovery_code_used":
      return t`Использован код восстановления`;
    case "password_changed":
      return t`Изменён пароль`;
    case "recovered":
      return t`Вход восстановлен: прежние способы входа отменены`;
    case "recovery_asked":
      return t`Администратор просит восстановить ваш вход`;
    case "recovery_confirmed":
      return t`Два администратора выдали ссылку для вашего входа`;
    case "directory_listed":
      return t`Кто-то слишком быстро читает справочник: см. журнал`;
    case "report_acted":
      return t`Ваша жалоба рассмотрена: меры приняты`;
    case "report_nothing":
      return t`Ваша жалоба рассмотрена: нарушения не нашли`;
    default:
      return t`Событие безопасности`;
  }
}
