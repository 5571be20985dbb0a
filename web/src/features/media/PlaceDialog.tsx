import { t } from "@lingui/core/macro";
import { LocateFixed } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import type { OutgoingAttachment } from "../../core";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { readCoordinates } from "./place";

interface CardDialogProps {
  onClose: () => void;
  onSend: (attachment: OutgoingAttachment) => void;
}

const LOCATE_MS = 15_000;

/** A place by its coordinates: typed, pasted, or where this device is now. No map is asked. */
export default function PlaceDialog({ onClose, onSend }: CardDialogProps) {
  const form = useId();
  const [where, setWhere] = useState("");
  const [title, setTitle] = useState("");
  const [address, setAddress] = useState("");
  const [error, setError] = useState<string>();
  const [asking, setAsking] = useState(false);
  const read = readCoordinates(where);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!read) {
      setError(t`Напишите широту и долготу, например 55.7558, 37.6173`);
      return;
    }
    onSend({
      type: "place",
      ...read,
      ...(title.trim() ? { title: title.trim() } : {}),
      ...(address.trim() ? { address: address.trim() } : {}),
    });
  };
  const locate = () => {
    setAsking(true);
    setError(undefined);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setAsking(false);
        setWhere(`${coords.latitude.toFixed(5)}, ${coords.longitude.toFixed(5)}`);
      },
      () => {
        setAsking(false);
        setError(t`Устройство не сказало, где оно. Напишите координаты сами.`);
      },
      { enableHighAccuracy: true, timeout: LOCATE_MS },
    );
  };
  return (
    <Dialog
      title={t`Отправить место`}
      closeLabel={t`Закрыть`}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose}>{t`Не отправлять`}</Button>
          <Button look="main" type="submit" form={form} disabled={where.trim() === ""}>{t`Отправить`}</Button>
        </>
      }
    >
      <form id={form} className="stack form" onSubmit={submit}>
        <Field
          label={t`Широта и долгота`}
          hint={t`Карту у посторонних мы не спрашиваем: получатель увидит координаты и откроет их в своей программе`}
          value={where}
          data-first=""
          error={error}
          onChange={(event) => {
            setWhere(event.target.value);
            setError(undefined);
          }}
        />
        {"geolocation" in navigator && (
          <Button look="soft" busy={asking} onClick={locate}>
            <LocateFixed className="i i--s" aria-hidden="true" />
            {t`Где я сейчас`}
          </Button>
        )}
        <Field label={t`Название`} value={title} maxLength={120} onChange={(event) => setTitle(event.target.value)} />
        <Field label={t`Адрес`} value={address} maxLength={200} onChange={(event) => setAddress(event.target.value)} />
      </form>
    </Dialog>
  );
}
