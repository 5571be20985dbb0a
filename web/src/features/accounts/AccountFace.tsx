import { Avatar } from "../../ui/Avatar";
import { accountPicture, type Face } from "./useAccounts";

/** The person of an account, with the picture as that account may see it. */
export function AccountFace({ face, size = "m" }: { face: Face; size?: "s" | "m" | "l" }) {
  return <Avatar shape="person" name={face.name} id={face.id} size={size} picture={accountPicture(face)} />;
}
