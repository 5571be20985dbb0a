import { t } from "@lingui/core/macro";
import { LogOut, MonitorSmartphone, QrCode } from "lucide-react";
import { Suspense, useState } from "react";
import { useClient } from "../../../common/client";
import { dayAndTime } from "../../../common/dates";
import { lazy } from "../../../common/later";
import { useAct } from "../../../common/useAct";
import { useAsk } from "../../../common/useAsk";
import type { Device } from "../../../core";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { RowSkeletons, Tag } from "../../../ui/States";
import { toast } from "../../../ui/Toasts";
import { deviceWords } from "./deviceWords";
import { useProof } from "./useProof";

const LinkDevice = lazy(() => import("./LinkDevice"));

/** Where one is signed in, and how to end that. */
export function Devices() {
  const client = useClient();
  const { value, error, again } = useAsk("devices", () => client.call("list_devices", {}));
  const { run, busy, error: failed } = useAct();
  const [leaving, setLeaving] = useState(false);
  const [linking, setLinking] = useState(false);
  const { guard, question } = useProof();
  if (error) return <p className="field__error">{error}</p>;
  if (!value) return <RowSkeletons count={3} label={t`Загружаем устройства`} />;
  const devices = [...value.devices].sort(
    (a, b) => Number(b.current) - Number(a.current) || b.last_used_at - a.last_used_at,
  );
  const others = devices.filter((device) => !device.current);
  const revoke = (device: Device) =>
    run(() =>
      guard(async () => {
        await client.call("revoke_device", { device: device.id });
        toast(t`Устройство отключено`);
        again();
      }),
    );
  const revokeOthers = () =>
    run(() =>
      guard(async () => {
        await client.call("revoke_other_devices", {});
        toast(t`Все другие устройства отключены`);
        again();
      }),
    );
  return (
    <section className="card stack form">
      {failed && (
        <p className="field__error" role="alert">
          {failed}
        </p>
      )}
      <ul className="devices">
        {devices.map((device) => (
          <DeviceLine key={device.id} device={device} busy={busy} onRevoke={() => void revoke(device)} />
        ))}
      </ul>
      <div className="line wrap">
        <Button look="main" onClick={() => setLinking(true)}>
          <QrCode className="i i--s" aria-hidden="true" />
          {t`Подключить устройство`}
        </Button>
        {others.length > 0 && (
          <Button look="danger-quiet" busy={busy} onClick={() => void revokeOthers()}>{t`Отключить все другие`}</Button>
        )}
        <Button onClick={() => setLeaving(true)}>
          <LogOut className="i i--s" aria-hidden="true" />
          {t`Выйти на этом устройстве`}
        </Button>
      </div>
      {leaving && <SignOutDialog onClose={() => setLeaving(false)} />}
      {linking && (
        <Suspense>
          <LinkDevice
            onClose={() => {
              setLinking(false);
              again();
            }}
          />
        </Suspense>
      )}
      {question}
    </section>
  );
}

function DeviceLine({ device, busy, onRevoke }: { device: Device; busy: boolean; onRevoke: () => void }) {
  const used = dayAndTime(device.last_used_at, Date.now());
  const name = deviceWords(device.name);
  const way = wayIn(device.how);
  return (
    <li className="device">
      <MonitorSmartphone className="i dim" aria-hidden="true" />
      <span className="row__body grow">
        <span className="line">
          <b className="cut">{name}</b>
          {device.current && <Tag look="ok">{t`это устройство`}</Tag>}
        </span>
        <span className="t1 dimmer">
          {t`заходили: ${used}`}
          {device.address && `, ${device.address}`}
          {way && `, ${way}`}
        </span>
      </span>
      {!device.current && (
        <Button look="quiet" busy={busy} aria-label={t`Отключить: ${name}`} onClick={onRevoke}>{t`Отключить`}</Button>
      )}
    </li>
  );
}

function SignOutDialog({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const { run, busy, error } = useAct();
  return (
    <Dialog
      alert
      title={t`Выйти из Вече?`}
      onClose={onClose}
      acts={
        <>
          <Button data-first="" onClick={onClose}>{t`Остаться`}</Button>
          <Button look="danger" busy={busy} onClick={() => void run(() => client.signOut())}>
            {t({ message: "Выйти", context: "account" })}
          </Button>
        </>
      }
    >
      <p className="dim">{t`С этого устройства исчезнут сохранённые сообщения и черновики. На сервере всё останется.`}</p>
      {error && (
        <p className="field__error" role="alert">
          {error}
        </p>
      )}
    </Dialog>
  );
}

/** How the session began, where that says something. */
function wayIn(how: string | undefined): string {
  switch (how) {
    case "passkey":
      return t`вход ключом доступа`;
    case "link":
      return t`подключено с другого устройства`;
    case "recovery":
      return t`вход восстановлен`;
    default:
      return "";
  }
}
