import { t } from "@lingui/core/macro";
import { useEffect, useRef, useState } from "react";
import { useClient } from "../../common/client";
import type { ActorId, ChatMessage } from "../../core";
import { toast } from "../../ui/Toasts";

const PATIENCE_MS = 15_000;
const LARGEST = 2 ** 48;

/** One press at a time under a message: it waits until the bot answers, changes the message, or keeps silent too long. */
export function usePressing(message: ChatMessage) {
  const client = useClient();
  const [waiting, setWaiting] = useState<string | null>(null);
  const number = useRef(0);
  const { chat, seq, version } = message;

  useEffect(
    () =>
      client.hear((event) => {
        if (event.ev !== "button_answered" || event.press !== number.current) return;
        number.current = 0;
        setWaiting(null);
        if (event.text) toast(event.text);
      }),
    [client],
  );

  // Some bots answer by changing the message alone.
  const before = useRef(version);
  useEffect(() => {
    if (before.current !== version) setWaiting(null);
    before.current = version;
  }, [version]);

  useEffect(() => {
    if (waiting === null) return;
    const timer = setTimeout(() => {
      setWaiting(null);
      toast(t`Бот пока не ответил.`);
    }, PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [waiting]);

  const press = async (key: string, payload: string, actor: ActorId) => {
    number.current = 1 + Math.floor(Math.random() * LARGEST);
    setWaiting(key);
    try {
      await client.call("press_button", { chat, seq, payload, press: number.current, as: actor });
    } catch (thrown) {
      setWaiting(null);
      throw thrown;
    }
  };
  return { waiting, press };
}
