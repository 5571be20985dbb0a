import { t } from "@lingui/core/macro";
import { TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { useActor, useClient, useConnection } from "../../common/client";
import type { ActorId } from "../../core";

type Code = "mixed_scripts" | "like_support" | "like_official";

/** Above a dialog with somebody whose name could be taken for another's. */
export default function NameWarning({ peer }: { peer: ActorId }) {
  const client = useClient();
  const actor = useActor(peer);
  const online = useConnection().status === "online";
  const [codes, setCodes] = useState<readonly Code[]>([]);
  const name = actor?.kind === "person" ? actor.name : undefined;
  useEffect(() => {
    if (!online || name === undefined) return;
    let live = true;
    client.call("get_name_warnings", { actors: [peer] }).then(
      ({ warnings }) => live && setCodes(warnings[0]?.codes ?? []),
      () => undefined,
    );
    return () => {
      live = false;
    };
  }, [client, peer, name, online]);
  const first = codes[0];
  if (first === undefined) return null;
  return (
    <div className="mode" data-mode="careful" role="note">
      <TriangleAlert className="i" aria-hidden="true" />
      <span>{words(codes.includes("like_support") ? "like_support" : first)}</span>
    </div>
  );
}

function words(code: Code): string {
  switch (code) {
    case "like_support":
      return t`Имя похоже на служебное, но это обычная учётная запись. Не сообщайте ей паролей и кодов.`;
    case "like_official":
      return t`Так же зовут должностное лицо, но это личная учётная запись, а не должность.`;
    case "mixed_scripts":
      return t`В имени смешаны буквы разных алфавитов: проверьте, кто вам пишет.`;
  }
}
