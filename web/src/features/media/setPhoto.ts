import type { PhotoTarget } from "../../common/media";
import type { Client } from "../../core";

/** Says whose picture it is now; without a file there is none any more. */
export async function setPhoto(client: Client, target: PhotoTarget, file?: number): Promise<void> {
  const given = file === undefined ? {} : { file };
  if (target.chat !== undefined) await client.call("set_chat_photo", { chat: target.chat, ...given, ...target.as });
  else if (target.bot !== undefined) await client.call("set_bot_photo", { bot: target.bot, ...given });
  else await client.call("set_photo", { actor: target.actor, ...given });
  target.onChanged?.();
}
