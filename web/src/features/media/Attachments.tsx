import "../../ui/styles/media.css";
import { t } from "@lingui/core/macro";
import type { Attachment, ChatMessage } from "../../core";
import { Album } from "./Album";
import { ContactCard, LinkCard, PlaceCard } from "./Cards";
import { FileRow } from "./FileRow";
import { address } from "./measures";
import { VideoNote } from "./VideoNote";
import { Voice } from "./Voice";

const SEEN = new Set<Attachment["type"]>(["photo", "video"]);

/** What a message carries besides its words: the pictures together, everything else one under the other. */
export default function Attachments({ message }: { message: ChatMessage; own: boolean }) {
  const all = message.attachments ?? [];
  const seen = all.filter((item) => SEEN.has(item.type));
  const others = all.filter((item) => !SEEN.has(item.type));
  return (
    <div className="atts">
      {seen.length > 0 && <Album message={message} items={seen} />}
      {others.map((item, index) => (
        <One key={item.upload ?? item.file ?? `${item.type} ${index}`} message={message} item={item} />
      ))}
    </div>
  );
}

function One({ message, item }: { message: ChatMessage; item: Attachment }) {
  switch (item.type) {
    case "voice":
    case "audio":
      return <Voice message={message} item={item} />;
    case "video_note":
      return <VideoNote item={item} />;
    case "contact":
      return <ContactCard item={item} />;
    case "place":
      return <PlaceCard item={item} />;
    case "link":
      return <LinkCard item={item} />;
    case "sticker":
      return <Sticker item={item} />;
    case "file":
      return <FileRow item={item} />;
    default:
      return null;
  }
}

function Sticker({ item }: { item: Attachment }) {
  if (item.file === undefined) return null;
  const mood = item.emoji ?? "";
  return <img className="sticker" src={address(item.file)} alt={t`Стикер ${mood}`} width="160" height="160" />;
}
