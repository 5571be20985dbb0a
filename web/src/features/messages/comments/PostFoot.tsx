import "../../../ui/styles/topics.css";
import { plural, t } from "@lingui/core/macro";
import { Eye, MessageCircle } from "lucide-react";
import { useEffect, useRef } from "react";
import { useClient, useRead } from "../../../common/client";
import type { ChatMessage } from "../../../core";
import { useActs } from "../acts";
import { placeOf, sawPost, useCounts } from "./views";

/** Under a post of a channel: how many have seen it, and the way to its comments. */
export default function PostFoot({ message }: { message: ChatMessage }) {
  const { chat, seq } = message;
  const client = useClient();
  const { openComments } = useActs();
  const discussed = useRead((read) => read.chat(chat)?.comments === true);
  const seen = useCounts((state) => state.counts.get(placeOf(chat, seq)));
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const foot = ref.current;
    if (!foot) return;
    const watch = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) sawPost(client, chat, seq);
    });
    watch.observe(foot);
    return () => watch.disconnect();
  }, [client, chat, seq]);
  const count = message.comments ?? 0;
  const views = plural(seen ?? 0, {
    one: "# просмотр",
    few: "# просмотра",
    many: "# просмотров",
    other: "# просмотра",
  });
  const comments = plural(count, {
    one: "# комментарий",
    few: "# комментария",
    many: "# комментариев",
    other: "# комментария",
  });
  return (
    <div className="post__foot" ref={ref}>
      {seen !== undefined && (
        <span className="line">
          <Eye className="i i--s" aria-hidden="true" />
          {views}
        </span>
      )}
      {discussed && (
        <button type="button" className="post__comments" onClick={() => openComments(seq)}>
          <MessageCircle className="i i--s" aria-hidden="true" />
          {count > 0 ? comments : t`Комментировать`}
        </button>
      )}
    </div>
  );
}
