/**
 * What a day without a network needs beside what was on the screen: searching, the menu of a message and what opens from
 * it. Asked for after the start, so that the device has these parts before anybody asks for them.
 */
import { addWords } from "../common/locale";
import { words as media } from "../features/media/words";
import { words as privacy } from "../features/privacy/words";
import { words as search } from "../features/search/words";

export async function ahead(): Promise<void> {
  await Promise.allSettled([
    import("../features/search/Panel"),
    import("../features/search/InChat"),
    import("../features/messages/Layers"),
    import("../features/messages/PinnedBar"),
    import("../features/messages/SelectionBar"),
    import("../features/messages/DeleteDialog"),
    import("../features/messages/ForwardDialog"),
    import("../features/messages/LinkAsker"),
    import("../features/messages/MentionList"),
    import("../features/messages/later/ScheduledLine"),
    import("../features/messages/later/SlowLine"),
    import("../features/messages/later/SendMenu"),
    import("../features/messages/comments/PostFoot"),
    import("../features/chats/ChatInfo"),
    import("../features/chats/ChatMenu"),
    import("../features/media/Attachments"),
    import("../features/media/Viewer"),
    import("../features/privacy/Presence"),
    import("../features/privacy/PeerActs"),
    ...[search, media, privacy].map(addWords),
  ]);
}
