import { t } from "@lingui/core/macro";
import { dayAndTime } from "../../common/dates";
import { actorName } from "../../common/Who";
import type { ChatMessage, Reader } from "../../core";
import { toast } from "../../ui/Toasts";

export function copyText(text: string, done: string): void {
  navigator.clipboard?.writeText(text).then(
    () => toast(done),
    () => toast(t`Браузер не дал скопировать`),
  );
}

/** One message: its words. Several: who said each and when. */
export function copyMessages(read: Reader, messages: readonly ChatMessage[]): void {
  const said = (message: ChatMessage) =>
    `${actorName(read.actor(message.sender))}, ${dayAndTime(message.at, Date.now())}:\n${message.text}`;
  const [only] = messages;
  copyText(
    messages.length === 1 && only ? only.text : messages.map(said).join("\n\n"),
    messages.length === 1 ? t`Текст скопирован` : t`Сообщения скопированы`,
  );
}

/** The address of a message, for those who are in the chat. */
export function copyMessageLink(message: ChatMessage): void {
  copyText(`${location.origin}/chat/${message.chat}/${message.seq}`, t`Ссылка на сообщение скопирована`);
}
