import { t } from "@lingui/core/macro";
import type { ActorId, ChatId, Client } from "../../core";

const LOCATE_MS = 15_000;

/** Where this device is, as a message. */
export async function sendPlace(client: Client, actor: ActorId, chat: ChatId): Promise<void> {
  const { latitude, longitude } = await located();
  client.sendMessage(actor, chat, { text: "", attachments: [{ type: "place", lat: latitude, lon: longitude }] });
}

function located(): Promise<GeolocationCoordinates> {
  return new Promise((resolve, reject) => {
    const refuse = () => reject(new Error(t`Устройство не сказало, где оно. Место можно отправить через скрепку.`));
    if (!("geolocation" in navigator)) refuse();
    else
      navigator.geolocation.getCurrentPosition(({ coords }) => resolve(coords), refuse, {
        enableHighAccuracy: true,
        timeout: LOCATE_MS,
      });
  });
}
