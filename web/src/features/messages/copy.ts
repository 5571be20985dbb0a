import { t } from "@lingui/core/macro";
import { dayAndTime } from "../../common/dates";
import { fileAddress } from "../../common/media";
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

/** The files of a message as the browser's own downloads. */
export function download(message: ChatMessage): void {
  for (const { file, name } of filesOf(message)) {
    const link = document.createElement("a");
    link.href = fileAddress(file);
    link.download = name;
    link.click();
  }
}

/** What of a message can be kept as a file: a sticker belongs to its pack. */
export function filesOf(message: ChatMessage): readonly { readonly file: number; readonly name: string }[] {
  return (message.attachments ?? []).flatMap(({ type, file, name }) =>
    file === undefined || type === "sticker" ? [] : [{ file, name: name ?? "" }],
  );
}
