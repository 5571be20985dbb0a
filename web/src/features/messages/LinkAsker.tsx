import "../../ui/styles/media.css";
import { t } from "@lingui/core/macro";
import { Link, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { useClient } from "../../common/client";
import type { Attached } from "../../common/media";
import type { OutgoingAttachment } from "../../core";
import { IconButton } from "../../ui/Button";
import { firstLink } from "./firstLink";

interface LinkAskerProps {
  /** The words so far. */
  read: () => string;
  /** Changes whenever the words do. */
  length: number;
  items: Attached;
  onChange: (change: (before: Attached) => Attached) => void;
  /** Told whether the writer wants his link without a preview. */
  bare: { current: boolean };
}

const PAUSE_MS = 500;
const isLink = ({ type }: OutgoingAttachment) => type === "link";
const withoutLinks = (before: Attached) => (before.some(isLink) ? before.filter((one) => !isLink(one)) : before);

/** The first link among the words gets a preview: asked of our own server, seen before it is sent, and easily left out. */
export default function LinkAsker({ read, length, items, onChange, bare }: LinkAskerProps) {
  const client = useClient();
  const asked = useRef<string>(undefined);
  const latest = useRef({ read, onChange });
  latest.current = { read, onChange };
  const company = items.some((one) => !isLink(one));

  // biome-ignore lint/correctness/useExhaustiveDependencies: the length stands for the words
  useEffect(() => {
    const timer = setTimeout(() => {
      const url = company ? undefined : firstLink(latest.current.read());
      if (url === asked.current) return;
      asked.current = url;
      bare.current = false;
      latest.current.onChange(withoutLinks);
      if (url === undefined) return;
      client.call("preview_link", { url }).then(
        (card) => {
          if (!card.found || asked.current !== url) return;
          const { title, description, site, file } = card;
          const known = { title, description, site, file };
          const shown = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
          latest.current.onChange((before) => (before.length > 0 ? before : [{ type: "link", url: card.url, shown }]));
        },
        () => undefined, // without the network a link is only a link
      );
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [client, length, company, bare]);
  useEffect(() => () => latest.current.onChange(withoutLinks), []);

  const link = items.find(isLink);
  if (!link) return null;
  return (
    <section className="composer__extra" aria-label={t`Предпросмотр ссылки`}>
      <Link className="i dim" aria-hidden="true" />
      <span className="grow cut">
        <span className="b t2">{link.shown?.title || link.url}</span> <span className="t2 dim">{link.shown?.site}</span>
      </span>
      <IconButton
        label={t`Без предпросмотра`}
        onClick={() => {
          bare.current = true;
          onChange(withoutLinks);
        }}
      >
        <X className="i" aria-hidden="true" />
      </IconButton>
    </section>
  );
}
