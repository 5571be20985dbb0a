import type { Asks } from "../../bridge/protocol";
import { Refusal } from "./frame";

const KEYS = 50;
const KEY_LENGTH = 128;
const VALUE_LENGTH = 4096;

/** What an app keeps on this device for one person. Nobody else's app sees it, nor does it on another device. */
export function deviceStorage(storage: Storage, person: number, bot: number) {
  const prefix = `veche.app.${person}.${bot}.`;
  const own = () => Object.keys(storage).filter((key) => key.startsWith(prefix));
  return {
    clear: () => {
      for (const key of own()) storage.removeItem(key);
    },
    act: (asked: Asks["storage"]): unknown => {
      if (asked.act === "clear") {
        for (const key of own()) storage.removeItem(key);
        return {};
      }
      if (typeof asked.key !== "string" || !asked.key || asked.key.length > KEY_LENGTH) {
        throw new Refusal("client.device_storage.bad_key");
      }
      const key = `${prefix}${asked.key}`;
      if (asked.act === "get") return storage.getItem(key);
      if (asked.act === "remove") {
        storage.removeItem(key);
        return {};
      }
      if (asked.act !== "set") throw new Refusal("client.device_storage.unknown");
      if (typeof asked.value !== "string" || asked.value.length > VALUE_LENGTH) {
        throw new Refusal("client.device_storage.too_long");
      }
      if (storage.getItem(key) === null && own().length >= KEYS) throw new Refusal("client.device_storage.full");
      try {
        storage.setItem(key, asked.value);
      } catch {
        throw new Refusal("client.device_storage.full");
      }
      return {};
    },
  };
}
