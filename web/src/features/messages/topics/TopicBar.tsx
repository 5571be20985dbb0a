import "../../../ui/styles/topics.css";
import { t } from "@lingui/core/macro";
import { ChevronLeft, Lock } from "lucide-react";
import { useEffect } from "react";
import { Link } from "wouter";
import { useClient, useRead } from "../../../common/client";
import { useAsk } from "../../../common/useAsk";
import type { ChatId } from "../../../core";
import { sawTopic } from "./seen";

/** Which topic one is in, and the way back to all of them. */
export default function TopicBar({ chat, topic }: { chat: ChatId; topic: number | undefined }) {
  const client = useClient();
  const { value } = useAsk(`topic ${chat} ${topic}`, () => client.topics(chat));
  const found = value?.find((one) => one.id === topic);
  const last = useRead((read) => (topic === undefined ? 0 : (read.thread(chat, topic).items.at(-1)?.seq ?? 0)));
  useEffect(() => {
    if (topic !== undefined && last > 0) sawTopic(chat, topic, last);
  }, [chat, topic, last]);
  return (
    <div className="pinbar">
      <Link className="ib" href={`/chat/${chat}`} aria-label={t`К темам`}>
        <ChevronLeft className="i" aria-hidden="true" />
      </Link>
      <h2 className="t2 b cut grow">
        {topic === undefined ? t`Все сообщения` : [found?.emoji, found?.title ?? "…"].filter(Boolean).join(" ")}
      </h2>
      {found?.closed && (
        <span className="line t1 dim">
          <Lock className="i i--s" aria-hidden="true" />
          {t`Тема закрыта`}
        </span>
      )}
    </div>
  );
}
