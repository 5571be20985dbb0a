import { startAuthentication, startRegistration } from "@simplewebauthn/browser";
import type { Answer, Ask } from "../../../core";

/** Asks the browser for a signature by one of the passkeys of this site. */
export async function signChallenge(
  asked: Answer<"get_passkey_challenge">,
): Promise<Ask<"sign_in_with_passkey">["passkey"]> {
  const { id, response } = await startAuthentication({
    optionsJSON: {
      challenge: asked.challenge,
      rpId: asked.site,
      timeout: asked.seconds * 1000,
      userVerification: "required",
    },
  });
  return {
    credential: id,
    client_data: response.clientDataJSON,
    authenticator_data: response.authenticatorData,
    signature: response.signature,
    ...(response.userHandle ? { user_handle: response.userHandle } : {}),
  };
}

/** Has the browser make a passkey for this person. */
export async function makePasskey(asked: Answer<"begin_passkey">): Promise<Omit<Ask<"add_passkey">, "name">> {
  const { id, response } = await startRegistration({
    optionsJSON: {
      challenge: asked.challenge,
      rp: { id: asked.site, name: "Veche" },
      user: { id: asked.user, name: asked.login, displayName: asked.name },
      pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: "public-key", alg })),
      timeout: asked.seconds * 1000,
      excludeCredentials: asked.known.map((known) => ({ id: known, type: "public-key" })),
      authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
      attestation: "none",
    },
  });
  return { credential: id, client_data: response.clientDataJSON, attestation: response.attestationObject };
}
