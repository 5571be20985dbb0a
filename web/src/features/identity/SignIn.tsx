import { t } from "@lingui/core/macro";
import { CircleAlert } from "lucide-react";
import { type ReactNode, Suspense, useState } from "react";
import { later } from "../../common/later";
import { Banner } from "../../ui/States";
import { AuthFrame } from "./AuthFrame";
import { ByPasskey } from "./ByPasskey";
import { ByPassword } from "./ByPassword";
import { passkeysHere } from "./passkeys";
import { words } from "./ways/words";

const LinkHere = later([words], () => import("./ways/LinkHere"));
const Recover = later([words], () => import("./ways/Recover"));

export type Way = "passkey" | "password" | "link" | "recover";

/** Why one is at the door again, when it was not one's own wish. */
function reasonText(reason: string | undefined): string | undefined {
  if (!reason || reason === "signed_out" || reason === "sign_out") return undefined;
  return t`Сессия на этом устройстве завершена. Войдите ещё раз.`;
}

/** The door: a passkey first where the browser can, then a device that is signed in, then the password. */
export default function SignIn({ reason, others }: { reason?: string | undefined; others?: ReactNode }) {
  const [way, setWay] = useState<Way>(passkeysHere() ? "passkey" : "password");
  const why = reasonText(reason);
  return (
    <AuthFrame>
      {why && (
        <Banner box look="accent" icon={<CircleAlert className="i" aria-hidden="true" />}>
          {why}
        </Banner>
      )}
      {way === "passkey" && <ByPasskey onWay={setWay} />}
      {way === "password" && <ByPassword onWay={setWay} />}
      <Suspense>
        {way === "link" && <LinkHere onWay={setWay} />}
        {way === "recover" && <Recover onWay={setWay} />}
        {others}
      </Suspense>
    </AuthFrame>
  );
}
