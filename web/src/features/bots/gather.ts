import { navigate } from "wouter/use-browser-location";
import type { ActorId, ChatId, Client, Seq } from "../../core";

const COMING_MS = 5000;

interface Pressed {
  readonly chat: ChatId;
  readonly seq: Seq;
  /** Row and place of the button, with a point between. */
  readonly key: string;
  readonly as: ActorId;
}

/** Comes into the chat of a button and shows it. */
export async function gather(client: Client, { chat, seq, key, as }: Pressed): Promise<void> {
  const [row = 0, place = 0] = key.split(".").map(Number);
  const opened = await client.call("open_button_chat", { chat, seq, row, place, as });
  await known(client, opened.chat);
  navigate(`/chat/${opened.chat}`);
}

/** The chat comes by the socket, perhaps a moment later. */
function known(client: Client, chat: ChatId): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stop();
      clearTimeout(timer);
      resolve();
    };
    const look = () => client.read.chat(chat) && done();
    const stop = client.subscribe(look);
    const timer = setTimeout(done, COMING_MS);
    look();
  });
}
