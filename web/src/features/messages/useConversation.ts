import { useCallback, useMemo } from "react";
import { useClient, useHats } from "../../common/client";
import { orToast } from "../../common/useAct";
import type { ActorId, ChatId, ChatMessage } from "../../core";
import type { Point } from "../../ui/Menu";
import type { ConversationActs } from "./acts";
import type { Layer } from "./layers";
import type { Composing } from "./useComposer";
import type { Selection } from "./useSelection";

interface About {
  actor: ActorId;
  chat: ChatId;
  topic: number | undefined;
  select: Selection["select"];
  jump: (seq: number) => void;
  show: (layer: Layer) => void;
  setComposing: (composing: Composing) => void;
  openActor: (actor: ActorId) => void;
  openComments: (seq: number) => void;
}

/** The ids under which this person writes. */
export function useOwn(): ReadonlySet<ActorId> {
  const hats = useHats();
  return useMemo(() => new Set(hats.map((hat) => hat.id)), [hats]);
}

/** What can be done with the messages of one conversation. */
export function useConversation(about: About) {
  const { actor, chat, topic, select, jump, show, setComposing, openActor, openComments } = about;
  const client = useClient();
  const own = useOwn();
  const reply = useCallback(
    (message: ChatMessage) => message.seq > 0 && setComposing({ reply: message.seq }),
    [setComposing],
  );
  const openMenu = useCallback((message: ChatMessage, at: Point) => show({ kind: "menu", message, at }), [show]);
  const react = useCallback(
    (message: ChatMessage, emoji: string) =>
      orToast(client.react(actor, chat, message.seq, emoji, !message.mine.includes(emoji))),
    [client, actor, chat],
  );
  const edit = useCallback(
    (message: ChatMessage) => {
      if (own.has(message.sender) && message.state === "sent" && !message.deleted && !message.origin)
        setComposing({ edit: message });
    },
    [own, setComposing],
  );
  const remove = useCallback(
    (messages: readonly ChatMessage[]) => {
      const [first] = messages;
      if (first && first.seq > 0) show({ kind: "delete", messages });
      else if (first?.cid) client.discardSend(first.cid);
    },
    [client, show],
  );
  return useMemo<ConversationActs>(
    () => ({
      actor,
      chat,
      topic,
      show,
      openMenu,
      reply,
      edit,
      remove,
      select,
      jump,
      react,
      openActor,
      openComments,
    }),
    [actor, chat, topic, show, openMenu, reply, edit, remove, select, jump, react, openActor, openComments],
  );
}
