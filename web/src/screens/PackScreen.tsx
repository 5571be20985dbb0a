import { useCallback } from "react";
import { useLocation } from "wouter";
import { Messenger } from "./Messenger";
import { PackPage } from "./media";

/** Where the link of a pack of stickers leads: the pack over one's chats. */
export default function PackScreen({ code }: { code: string }) {
  const [, go] = useLocation();
  const close = useCallback(() => go("/", { replace: true }), [go]);
  return (
    <>
      <Messenger chat={undefined} info={false} />
      <PackPage code={code} onClose={close} />
    </>
  );
}
