/**
 * What a day without a network needs beside what was on the screen: searching, the menu of a message and what opens from
 * it. Asked for after the start, so that the device has these parts before anybody asks for them.
 */
import { addWords } from "../common/locale";
import { useUi } from "../common/state";
import { type Client, coreAhead } from "../core";
import { words as accounts } from "../features/accounts/words";
import { words as media } from "../features/media/words";
import { words as privacy } from "../features/privacy/words";
import { words as search } from "../features/search/words";

/** A page that has not caught up by then has no network, or a very bad one. */
const PATIENCE_MS = 15_000;

export async function ahead(client: Client): Promise<void> {
  await whenQuiet(client);
  // Who saves traffic reads and writes without a network; the rest comes when it is first asked for.
  await Promise.allSettled(useUi.getState().lowData ? forWords() : [...forWords(), ...forAllElse()]);
}

function forWords(): Promise<unknown>[] {
  return [
    import("../features/search/Panel"),
    import("../features/search/InChat"),
    import("../features/messages/Layers"),
    import("../features/messages/PinnedBar"),
    import("../features/messages/TypingLine"),
    import("../features/messages/NoLines"),
    import("../features/messages/SelectionBar"),
    import("../features/messages/DeleteDialog"),
    import("../features/messages/ForwardDialog"),
    import("../features/messages/MentionList"),
    import("../features/messages/later/ScheduledLine"),
    import("../features/messages/later/SlowLine"),
    import("../features/messages/later/SendMenu"),
    import("../features/messages/comments/PostFoot"),
    import("../features/messages/comments/Comments"),
    import("../features/messages/topics/TopicsPane"),
    import("../features/messages/topics/TopicBar"),
    coreAhead(),
    import("../features/chats/ChatMenu"),
    import("../features/chats/NoChats"),
    import("./Closed"),
    import("./Gone"),
    import("../features/privacy/Presence"),
    addWords(search),
  ];
}

function forAllElse(): Promise<unknown>[] {
  return [
    import("../features/messages/LinkAsker"),
    import("../features/accounts/AccountButton"),
    import("../features/chats/ChatInfo"),
    import("../features/media/Attachments"),
    import("../features/media/Viewer"),
    import("../features/privacy/PeerActs"),
    ...[accounts, media, privacy].map(addWords),
  ];
}

/** Resolves when everything of the first screen is there: what is loaded ahead must not stand in its way. */
function whenQuiet(client: Client): Promise<void> {
  return new Promise((done) => {
    const look = () => {
      const { status, catching_up } = client.read.connection();
      if (status === "online" && !catching_up) finish();
    };
    const finish = () => {
      unsubscribe();
      clearTimeout(timer);
      if ("requestIdleCallback" in window) requestIdleCallback(() => done(), { timeout: 2000 });
      else setTimeout(done, 200);
    };
    const timer = setTimeout(finish, PATIENCE_MS);
    const unsubscribe = client.subscribe(look);
    look();
  });
}
