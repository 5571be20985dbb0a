import { t } from "@lingui/core/macro";
import { Copy, ExternalLink, MapPin, Phone } from "lucide-react";
import { useActor } from "../../common/client";
import { ActorAvatar, actorLine, actorName } from "../../common/Who";
import { type Attachment, asShown } from "../../core";
import { Avatar } from "../../ui/Avatar";
import { IconButton } from "../../ui/Button";
import { Tag } from "../../ui/States";
import { toast } from "../../ui/Toasts";
import { coordinates } from "./place";

export function ContactCard({ item }: { item: Attachment }) {
  const actor = useActor(item.actor);
  const name = item.name || actorName(actor) || "…";
  return (
    <div className="card-row">
      {item.actor === undefined ? (
        <Avatar shape="person" name={name} id={name.length} size="m" />
      ) : (
        <ActorAvatar actor={actor} id={item.actor} size="m" />
      )}
      <span className="file__body">
        <span className="name b">
          <span className="cut">{name}</span>
          {actor?.kind === "bot" && <Tag>{t`бот`}</Tag>}
        </span>
        {actorLine(actor) && <span className="t1 dim cut">{actorLine(actor)}</span>}
        {item.phone && (
          <a className="link" href={`tel:${item.phone.replace(/[^\d+]/g, "")}`}>
            <Phone className="i i--s" aria-hidden="true" /> {item.phone}
          </a>
        )}
      </span>
    </div>
  );
}

/** A place in figures: no map of strangers is asked, the reader's own program may open it. */
export function PlaceCard({ item }: { item: Attachment }) {
  const { lat = 0, lon = 0, title, address } = item;
  const words = coordinates(lat, lon);
  const copy = () =>
    void navigator.clipboard?.writeText(`${lat}, ${lon}`).then(
      () => toast(t`Координаты скопированы`),
      () => toast(t`Браузер не дал скопировать`),
    );
  return (
    <div className="card-row">
      <span className="file__icon" aria-hidden="true">
        <MapPin className="i" />
      </span>
      <span className="file__body">
        <span className="b">{title || t`Место`}</span>
        {address && <span className="t2">{address}</span>}
        <a className="link num" href={`geo:${lat},${lon}`}>
          {words}
        </a>
      </span>
      <IconButton label={t`Скопировать координаты`} onClick={copy}>
        <Copy className="i" aria-hidden="true" />
      </IconButton>
    </div>
  );
}

/** What a page says of itself; the server fetched it, not the reader's browser. */
export function LinkCard({ item }: { item: Attachment }) {
  const url = safe(item.url);
  if (!url) return null;
  return (
    <a className="linkcard" href={url} target="_blank" rel="noopener noreferrer">
      {item.file !== undefined && <img src={asShown(`/media/files/${item.file}/thumb`)} alt="" loading="lazy" />}
      <span className="file__body">
        <span className="t1 accent cut">
          {item.site || new URL(url).hostname} <ExternalLink className="i i--s" aria-hidden="true" />
        </span>
        {item.title && <span className="b t2">{item.title}</span>}
        {item.description && <span className="t2 dim linkcard__words">{item.description}</span>}
      </span>
    </a>
  );
}

function safe(url: string | undefined): string | undefined {
  return url && /^https?:\/\//i.test(url) && URL.canParse(url) ? url : undefined;
}
